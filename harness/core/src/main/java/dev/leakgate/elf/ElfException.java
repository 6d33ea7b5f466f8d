package dev.leakgate.elf;

import java.io.IOException;
import java.nio.file.Path;

/** Says of a file why it cannot be read or written as ELF, and what to do. */
public final class ElfException extends IOException {

    private static final long serialVersionUID = 1;

    /** Says what is wrong with a file; the message begins with its path. */
    public ElfException(Path path, String what) {
        super(path + ": " + what);
    }

    /** Says what is wrong with a file, and keeps the cause. */
    public ElfException(Path path, String what, Throwable cause) {
        super(path + ": " + what, cause);
    }
}
