/**
 * Finds each thread's stack, tells how the address space is used, and predicts how many threads fit
 * into it. Knows nothing of time, of limits that users set, and of verdicts.
 */
@NullMarked
package dev.leakgate.stack;

import org.jspecify.annotations.NullMarked;
