package dev.leakgate.gate;

/** Says why nothing can be compared with a baseline, and what to do. */
public final class BaselineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BaselineException(String message) {
        super(message);
    }
}
