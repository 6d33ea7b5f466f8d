/** Tests the engine and the assertions. */
@NullMarked
package dev.leakgate.junit;

import org.jspecify.annotations.NullMarked;
