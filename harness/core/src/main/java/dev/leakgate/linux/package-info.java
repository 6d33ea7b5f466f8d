/**
 * Talks to the kernel: starts processes, ends them, and reads what /proc says of them; the only
 * room with JNA. Knows nothing of regions and heaps.
 */
@NullMarked
package dev.leakgate.linux;

import org.jspecify.annotations.NullMarked;
