/**
 * Tells of each live chunk whether the program can still reach it, and which words lead to it.
 * Knows nothing of types, of contents, of rounds and of verdicts.
 */
@NullMarked
package dev.leakgate.graph;

import org.jspecify.annotations.NullMarked;
