/**
 * Holds what a run measured against the limits that a user set, wherever both come from. Knows
 * nothing of how limits are written, of recordings and of files.
 */
@NullMarked
package dev.leakgate.verdict.budget;

import org.jspecify.annotations.NullMarked;
