/**
 * Counts the requests that a service gets from others, as its log, its own figures or a command
 * tell. Knows nothing of processes and of memory.
 */
@NullMarked
package dev.leakgate.traffic;

import org.jspecify.annotations.NullMarked;
