/**
 * Judges series of levels: what grows with every round is a leak. Knows nothing of processes and of
 * reports.
 */
@NullMarked
package dev.leakgate.verdict;

import org.jspecify.annotations.NullMarked;
