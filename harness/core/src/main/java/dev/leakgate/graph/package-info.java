/**
 * Tells which chunks of a heap the program can still reach, and from where. Knows nothing of types,
 * contents and growth.
 */
@NullMarked
package dev.leakgate.graph;

import org.jspecify.annotations.NullMarked;
