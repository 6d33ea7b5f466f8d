/**
 * Measures ours beside the reference tools in one run, and prints the figures as a table. Knows
 * nothing of how ours works inside.
 */
@NullMarked
package dev.leakgate.benchmarks;

import org.jspecify.annotations.NullMarked;
