/**
 * Writes what a check found, as text and as {@code run.json}, and reads it back. Knows nothing of
 * how it was measured.
 */
@NullMarked
package dev.leakgate.report;

import org.jspecify.annotations.NullMarked;
