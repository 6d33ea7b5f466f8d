/**
 * Holds results that are there against budgets and a baseline. Knows nothing of how they were
 * measured, of how budgets are written, and of Maven.
 */
@NullMarked
package dev.leakgate.gate;

import org.jspecify.annotations.NullMarked;
