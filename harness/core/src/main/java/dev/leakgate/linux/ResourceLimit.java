package dev.leakgate.linux;

/**
 * Limits a resource of a process (getrlimit(2)).
 *
 * @param resource what is limited
 * @param value in bytes, or a count; {@link #UNLIMITED} for none
 * @param softOnly whether the hard limit stays, up to which the process may raise it
 */
public record ResourceLimit(Resource resource, long value, boolean softOnly) {

    /** No limit. */
    public static final long UNLIMITED = -1;

    /** What prlimit(1) can limit. */
    public enum Resource {
        /** Address space, in bytes. */
        AS("as"),
        /** Size of a core file, in bytes. */
        CORE("core"),
        /** Data segment, in bytes. */
        DATA("data"),
        /** Open file descriptors. */
        NOFILE("nofile"),
        /** Processes and threads of the user. */
        NPROC("nproc"),
        /** Stack of the main thread, and default size of the others', in bytes. */
        STACK("stack");

        private final String option;

        Resource(String option) {
            this.option = option;
        }
    }

    /** Refuses values under 0 that are not {@link #UNLIMITED}. */
    public ResourceLimit {
        if (value < 0 && value != UNLIMITED) {
            throw new IllegalArgumentException(
                    "limit " + resource + " = " + value + " must be 0 or more, or UNLIMITED");
        }
    }

    /** Limits hard and soft alike. */
    public ResourceLimit(Resource resource, long value) {
        this(resource, value, false);
    }

    /** Returns the option of prlimit(1), {@code --stack=8388608}. */
    String option() {
        return "--"
                + resource.option
                + "="
                + (value == UNLIMITED ? "unlimited" : value)
                + (softOnly ? ":" : "");
    }
}
