package dev.leakgate.traffic;

/** Says why requests cannot be counted, and what to look at. */
public final class CounterException extends Exception {

    private static final long serialVersionUID = 1;

    CounterException(String message) {
        super(message);
    }
}
