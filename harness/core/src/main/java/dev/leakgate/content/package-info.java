/**
 * Tells what objects hold: their bytes clustered into templates with the varying parts marked, and
 * counted. Hides secrets. Knows nothing of allocators and types: it is given addresses and sizes.
 */
@NullMarked
package dev.leakgate.content;

import org.jspecify.annotations.NullMarked;
