package dev.leakgate.linux;

/** Says that the kernel does not let us look at a process, whose it is, and what would help. */
public final class ProcAccessException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProcAccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
