/**
 * Drives requests at the service in blocks and counts what came of them. Knows nothing of memory.
 */
@NullMarked
package dev.leakgate.load;

import org.jspecify.annotations.NullMarked;
