package dev.leakgate.report;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Says that a result file or folder cannot be used; the message names the file, the place in it and
 * what to do.
 */
public final class RunFileException extends IOException {

    private static final long serialVersionUID = 1;

    /** Makes one whose message a user can act on. */
    public RunFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
