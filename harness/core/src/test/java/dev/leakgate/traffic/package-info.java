/** Tests of {@link dev.leakgate.traffic}. */
@NullMarked
package dev.leakgate.traffic;

import org.jspecify.annotations.NullMarked;
