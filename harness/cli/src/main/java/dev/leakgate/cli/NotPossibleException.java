package dev.leakgate.cli;

/** Says why a process cannot be looked at, and what would help. */
final class NotPossibleException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotPossibleException(String message) {
        super(message);
    }
}
