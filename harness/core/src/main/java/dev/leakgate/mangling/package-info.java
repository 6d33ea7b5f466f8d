/**
 * Turns the names that C++ compilers give to types and symbols into what a programmer writes. Knows
 * of texts alone.
 */
@NullMarked
package dev.leakgate.mangling;

import org.jspecify.annotations.NullMarked;
