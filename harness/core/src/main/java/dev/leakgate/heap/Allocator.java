package dev.leakgate.heap;

/** Says which allocator a process has, and what can be said of its memory. */
public sealed interface Allocator {

    /** Returns what a report calls it. */
    String name();

    /**
     * glibc's malloc, whose live bytes are counted.
     *
     * @param cachesCounted whether free chunks in threads' caches are told from live ones; else up
     *     to 7 of a size and thread count as live
     */
    record Glibc(boolean cachesCounted) implements Allocator {
        @Override
        public String name() {
            return "glibc malloc";
        }
    }

    /**
     * One whose chunks cannot be counted: only the footprint of its regions is known.
     *
     * @param name what it is, {@code "jemalloc"}
     * @param reason why its chunks are not counted, as the end of a sentence
     */
    record Opaque(String name, String reason) implements Allocator {}
}
