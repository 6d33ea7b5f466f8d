/** Tests the counting, and runs the set itself. */
@NullMarked
package dev.leakgate.labelled;

import org.jspecify.annotations.NullMarked;
