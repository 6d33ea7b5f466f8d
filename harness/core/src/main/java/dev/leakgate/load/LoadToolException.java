package dev.leakgate.load;

/** Says why a load tool gave no load that counts, and what to do. */
public final class LoadToolException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LoadToolException(String message) {
        super(message);
    }
}
