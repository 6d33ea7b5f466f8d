/**
 * Counts what the program has in use in the heaps of its allocator, from outside, without symbols
 * and without stopping it, and recognises the regions of an image. Knows nothing of rounds, time
 * and verdicts.
 */
@NullMarked
package dev.leakgate.heap;

import org.jspecify.annotations.NullMarked;
