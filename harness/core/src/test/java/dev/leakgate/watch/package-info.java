/** Tests of {@link dev.leakgate.watch}. */
@NullMarked
package dev.leakgate.watch;

import org.jspecify.annotations.NullMarked;
