package dev.leakgate.load;

/** Says that a request got no complete response. */
public final class RequestFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RequestFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
