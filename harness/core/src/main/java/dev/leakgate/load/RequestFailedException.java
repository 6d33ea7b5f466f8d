package dev.leakgate.load;

import org.jspecify.annotations.Nullable;

/** Says that a request got no complete response. */
public final class RequestFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RequestFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
