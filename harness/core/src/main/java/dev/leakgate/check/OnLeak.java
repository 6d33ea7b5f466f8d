package dev.leakgate.check;

/** Says what is kept of the memory of a service that leaks. */
public enum OnLeak {
    /** A core of its writable memory, at most 512 MiB, the regions that grew first. */
    CAPTURE,

    /** Nothing. */
    NOTHING
}
