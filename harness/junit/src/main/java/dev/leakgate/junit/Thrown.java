package dev.leakgate.junit;

import java.lang.reflect.InvocationTargetException;

/** Passes on what the user's code threw. */
final class Thrown {

    private Thrown() {}

    /** Returns the exception below a reflective call; throws it when it is an error. */
    static Exception byUser(InvocationTargetException e) {
        return asException(e.getCause() == null ? e : e.getCause());
    }

    /** Returns an exception to throw; throws what is none itself. */
    static Exception asException(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        // A Throwable that is neither is legal and nobody writes it.
        return thrown instanceof Exception exception ? exception : new Exception(thrown);
    }
}
