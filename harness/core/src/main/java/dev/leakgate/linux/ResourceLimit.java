package dev.leakgate.linux;

/**
 * Limits a resource of a process, hard and soft alike (getrlimit(2)).
 *
 * @param resource what is limited
 * @param value in bytes, or a count; {@link #UNLIMITED} for none
 */
public record ResourceLimit(Resource resource, long value) {

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

    /** Returns the option of prlimit(1), {@code --stack=8388608}. */
    String option() {
        return "--" + resource.option + "=" + (value == UNLIMITED ? "unlimited" : value);
    }
}
