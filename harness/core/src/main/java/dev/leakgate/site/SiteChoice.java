package dev.leakgate.site;

/** Says what records allocation sites when a service leaks. */
public enum SiteChoice {
    /**
     * The cheapest recorder that is installed and can watch the service; none when there is none.
     */
    AUTO,

    /** Nothing: the service does not run a second time. */
    OFF,

    /** heaptrack, which sees every allocation; it does not follow children. */
    HEAPTRACK,

    /** LeakSanitizer, which follows children; it sees only what is unreachable at a normal exit. */
    LSAN,

    /** valgrind, which is many times slower and needs nothing of the program. */
    VALGRIND
}
