package dev.leakgate.region;

/** Says what a region is for. */
public enum RegionKind {
    /** The main arena's brk. */
    HEAP("heap"),
    /** Arenas that malloc made for threads. */
    ARENAS("arenas"),
    /** The threads' stacks, the main thread's among them. */
    STACKS("stacks"),
    /** Chunks so large that malloc mapped them by themselves. */
    LARGE_ALLOCATIONS("large allocations"),
    /** Private memory without a name whose owner is not known. */
    ANONYMOUS("anonymous"),
    /** An executable or library, its .data and .bss included. */
    MODULE("module"),
    /** Memory shared with other processes: shmem, memfd, System V. */
    SHARED_MEMORY("shared memory"),
    /** A file that is mapped and is no module. */
    FILE("file"),
    /** What the kernel maps: vdso, vvar, vsyscall. */
    KERNEL("kernel");

    private final String text;

    RegionKind(String text) {
        this.text = text;
    }

    /** Returns the words that reports use, {@code "large allocations"}. */
    public String text() {
        return text;
    }
}
