/** Helps tests to build and run small native programs. Knows nothing of what is tested. */
@NullMarked
package dev.leakgate.testing;

import org.jspecify.annotations.NullMarked;
