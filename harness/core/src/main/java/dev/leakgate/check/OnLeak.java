package dev.leakgate.check;

/** Says what is kept of the memory of a service that leaks. */
public enum OnLeak {
    /**
     * A core of its writable memory, and dumps of the regions that grew; the objects that leak are
     * named from it.
     */
    CAPTURE,

    /** Nothing. */
    NOTHING
}
