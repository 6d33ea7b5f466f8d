package dev.leakgate.spec;

/** Says that a request was answered, but not as the spec expects. */
final class UnexpectedAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnexpectedAnswerException(String message) {
        super(message, null, false, false);
    }

    /** Prints the message alone: the name of this class tells a writer of YAML nothing. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
