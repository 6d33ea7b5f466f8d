/**
 * Explains a leak: which objects, how many with each request or between two images, what they are,
 * what is in them and who still holds them. Knows nothing of how a report shows it, nor of how the
 * load was sent.
 */
@NullMarked
package dev.leakgate.finding;

import org.jspecify.annotations.NullMarked;
