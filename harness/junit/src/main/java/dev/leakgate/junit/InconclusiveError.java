package dev.leakgate.junit;

import org.opentest4j.AssertionFailedError;

/**
 * Says that a check could not tell whether the service leaks. The first line of the message names
 * the reason and the remedy.
 *
 * @since 0.1
 */
public final class InconclusiveError extends AssertionFailedError {

    private static final long serialVersionUID = 1;

    InconclusiveError(String message) {
        super(message);
    }
}
