/**
 * The commands for the engineer on call: each looks at a process and prints what it sees. Knows
 * nothing of how it was read.
 */
@NullMarked
package dev.leakgate.cli;

import org.jspecify.annotations.NullMarked;
