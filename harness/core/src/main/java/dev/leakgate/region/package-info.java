/**
 * Gives each mapping of a process its role: the heap, the arenas and the stacks of a thread name, a
 * module. Knows nothing of time: one look, one answer.
 */
@NullMarked
package dev.leakgate.region;

import org.jspecify.annotations.NullMarked;
