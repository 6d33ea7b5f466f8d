package dev.leakgate.dwarf;

import java.io.Serial;

/** Says that debug information does not follow its format; what was read before it stands. */
final class MalformedDwarfException extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    MalformedDwarfException(String message) {
        super(message);
    }
}
