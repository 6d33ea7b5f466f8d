/**
 * Names the units that figures carry, reads them from a user's text and prints them as people read
 * them. Knows of nothing else.
 */
@NullMarked
package dev.leakgate.units;

import org.jspecify.annotations.NullMarked;
