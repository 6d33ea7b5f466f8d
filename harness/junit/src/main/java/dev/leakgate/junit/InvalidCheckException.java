package dev.leakgate.junit;

import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.JUnitException;

/**
 * Says that a check is written wrongly, and what to write instead.
 *
 * <p>It carries no stack trace: the message names the place in the user's code.
 */
final class InvalidCheckException extends JUnitException {

    private static final long serialVersionUID = 1;

    InvalidCheckException(String message) {
        this(message, null);
    }

    InvalidCheckException(String message, @Nullable Throwable cause) {
        super(message, cause, true, false);
    }
}
