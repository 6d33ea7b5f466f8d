package dev.leakgate.linux;

import com.sun.jna.Memory;
import java.util.Optional;

/**
 * Says how large the window is that we write to.
 *
 * @param rows lines
 * @param columns signs in a line
 */
public record Terminal(int rows, int columns) {

    private static final int STDOUT = 1;

    /* asm-generic/ioctls.h; struct winsize: rows and columns, two bytes each, and two more. */
    private static final long TIOCGWINSZ = 0x5413;
    private static final int WINSIZE = 8;
    private static final int COLUMNS = 2;

    /* What a terminal that does not tell its size has had since the VT100. */
    private static final Terminal USUAL = new Terminal(24, 80);

    /** Returns the window of standard output; empty when that is no terminal. */
    public static Optional<Terminal> ofOutput() {
        try (Memory size = new Memory(WINSIZE)) {
            size.clear();
            if (LibC.ioctl(STDOUT, TIOCGWINSZ, size) != 0) {
                return Optional.empty();
            }
            int rows = Short.toUnsignedInt(size.getShort(0));
            int columns = Short.toUnsignedInt(size.getShort(COLUMNS));
            return Optional.of(rows == 0 || columns == 0 ? USUAL : new Terminal(rows, columns));
        }
    }
}
