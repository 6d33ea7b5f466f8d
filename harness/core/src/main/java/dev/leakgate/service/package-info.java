/**
 * Launches the native service under test, waits until it is ready, and stops it with all its
 * descendants. Knows nothing of memory.
 */
@NullMarked
package dev.leakgate.service;

import org.jspecify.annotations.NullMarked;
