package dev.leakgate.recording;

/** Says what can leak besides memory; what brings others along stands before them. */
public enum Count {
    /** Processes that run, but for the first. */
    CHILDREN("child processes"),
    /** Threads of all processes. */
    THREADS("threads"),
    /** Processes that ended and that their parent has not waited for. */
    ZOMBIES("zombie processes"),
    /** Open file descriptors of all processes. */
    DESCRIPTORS("descriptors"),
    /** Lines of {@code /proc/PID/maps}, of which vm.max_map_count allows so many per process. */
    MAPPINGS("mappings"),
    /** Address space in bytes, touched or not. */
    RESERVED("reserved address space");

    private final String text;

    Count(String text) {
        this.text = text;
    }

    /** Returns the words that reports use, {@code "child processes"}. */
    public String text() {
        return text;
    }
}
