package dev.leakgate.linux;

import dev.leakgate.units.ByteSize;
import java.util.Locale;

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
        AS("as", 8 << 20, true),
        /** Size of a core file, in bytes. */
        CORE("core", 0, true),
        /** Data segment, in bytes. */
        DATA("data", 1 << 20, true),
        /** Size of a file that is written, in bytes. */
        FSIZE("fsize", 0, true),
        /** Memory that may be locked, in bytes. */
        MEMLOCK("memlock", 0, true),
        /** Open file descriptors. */
        NOFILE("nofile", 4, false),
        /** Processes and threads of the user. */
        NPROC("nproc", 0, false),
        /** Stack of the main thread, and default size of the others', in bytes. */
        STACK("stack", 64 << 10, true);

        private final String option;
        private final long least;
        private final boolean bytes;

        /** Names the option of prlimit(1), and what a program needs to get to its main function. */
        Resource(String option, long least, boolean bytes) {
            this.option = option;
            this.least = least;
            this.bytes = bytes;
        }

        /** Says whether it is counted in bytes. */
        public boolean inBytes() {
            return bytes;
        }

        private String text(long value) {
            return bytes ? new ByteSize(value).toString() : Long.toString(value);
        }
    }

    /**
     * Refuses values that no program could start with, and those under 0 but {@link #UNLIMITED}.
     */
    public ResourceLimit {
        if (value < 0 && value != UNLIMITED) {
            throw new IllegalArgumentException(
                    "limit " + resource + " = " + value + " must be 0 or more, or UNLIMITED");
        }
        if (value != UNLIMITED && value < resource.least) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "limit %s = %s must be %s or more: no program starts with less",
                            resource,
                            resource.text(value),
                            resource.text(resource.least)));
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
