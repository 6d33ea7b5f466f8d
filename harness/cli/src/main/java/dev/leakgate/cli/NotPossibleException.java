package dev.leakgate.cli;

import dev.leakgate.image.Capture;
import java.io.IOException;

/** Says why a process cannot be looked at, and what would help. */
final class NotPossibleException extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotPossibleException(String message) {
        super(message);
    }

    /** Returns what was captured. */
    static Capture.Taken unlessTaken(Capture capture) {
        if (capture instanceof Capture.Refused refused) {
            throw new NotPossibleException(refused.message());
        }
        return (Capture.Taken) capture;
    }

    /** Says that there was no room, or another reason why memory cannot be looked at. */
    static NotPossibleException unmapped(String target, IOException failure) {
        return new NotPossibleException(
                "the memory of " + target + " cannot be mapped: " + failure.getMessage());
    }
}
