/**
 * Tells what an object is from its bytes alone: by its vtable and the type information before it,
 * by what it points to, by the structures of its size that debug information knows. Knows nothing
 * of allocators: it is given addresses and sizes.
 */
@NullMarked
package dev.leakgate.type;

import org.jspecify.annotations.NullMarked;
