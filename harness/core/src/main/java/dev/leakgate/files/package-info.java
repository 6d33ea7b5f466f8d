/**
 * Reads files at any offset, whatever interrupts us, and makes files that have no name. Knows
 * nothing of what is in them.
 */
@NullMarked
package dev.leakgate.files;

import org.jspecify.annotations.NullMarked;
