/**
 * Shows the memory and the threads of a process as they were at one moment, whichever way it was
 * frozen. Knows nothing of allocators and regions.
 */
@NullMarked
package dev.leakgate.image;

import org.jspecify.annotations.NullMarked;
