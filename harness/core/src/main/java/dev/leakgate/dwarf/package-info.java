/**
 * Reads structures and classes out of the debug information that compilers write: DWARF 2 to 5.
 * Knows nothing of processes and of what their memory holds.
 */
@NullMarked
package dev.leakgate.dwarf;

import org.jspecify.annotations.NullMarked;
