/** Tests of {@link dev.leakgate.gate}. */
@NullMarked
package dev.leakgate.gate;

import org.jspecify.annotations.NullMarked;
