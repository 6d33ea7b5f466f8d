/**
 * Watches services while something else loads them: tests of others, or whatever they serve where
 * they run. Knows nothing of Maven and of terminals.
 */
@NullMarked
package dev.leakgate.watch;

import org.jspecify.annotations.NullMarked;
