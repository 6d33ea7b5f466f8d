package dev.leakgate.cli;

/** Says what is wrong with what the user named, and what to write instead. */
final class InvalidInputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidInputException(String message) {
        super(message);
    }
}
