package dev.leakgate.image;

/** Chooses the memory that goes into a core. Threads and mappings are in each. */
public enum CoreContent {
    /** All but what the mapped files hold: files' pages that nobody wrote to. */
    ALL,

    /** What the program can write to, or could while it was loaded. */
    WRITABLE,

    /** Ranges that the caller names, and the threads' stacks. */
    RANGES
}
