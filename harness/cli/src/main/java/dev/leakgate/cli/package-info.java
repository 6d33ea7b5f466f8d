/**
 * The commands for the engineer on call and for builds without Maven: each looks at a process or a
 * core, or runs checks, and prints what came of it. Knows nothing of how that was read or judged.
 */
@NullMarked
package dev.leakgate.cli;

import org.jspecify.annotations.NullMarked;
