package dev.leakgate.watch;

/** Says why a service cannot be watched, and what to do. */
public final class WatchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Takes the sentence. */
    public WatchException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
