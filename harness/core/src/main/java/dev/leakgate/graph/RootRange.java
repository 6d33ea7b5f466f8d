package dev.leakgate.graph;

import dev.leakgate.image.ImageThread;
import org.jspecify.annotations.Nullable;

/**
 * Names memory whose words are roots.
 *
 * @param start first address
 * @param end address behind the last one
 * @param kind what it is
 * @param name of the mapping: a path, a label of the kernel's, or empty
 * @param thread whose it is, for stacks and thread-local storage
 */
public record RootRange(
        long start, long end, RootKind kind, String name, @Nullable ImageThread thread) {

    /** Says whether one word in it may be left over from a call that has returned. */
    boolean mayBeStale() {
        return kind == RootKind.STACK;
    }
}
