package dev.leakgate.spec;

/** Says why a request failed, in terms of the spec and with no line of ours. */
final class FailedRequestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FailedRequestException(String message) {
        super(message, null, false, false);
    }

    /** Prints the message alone: the name of this class tells a writer of YAML nothing. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
