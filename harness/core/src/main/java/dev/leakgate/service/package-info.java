/**
 * Launches the native service under test, waits until it is ready, and stops it with all its
 * descendants; or finds one that runs already, and leaves it alone. Knows nothing of memory.
 */
@NullMarked
package dev.leakgate.service;

import org.jspecify.annotations.NullMarked;
