/**
 * Runs checks on services whose truth is known and counts how often the verdict is right. Knows
 * nothing of how a verdict is made.
 */
@NullMarked
package dev.leakgate.labelled;

import org.jspecify.annotations.NullMarked;
