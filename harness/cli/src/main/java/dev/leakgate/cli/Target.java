package dev.leakgate.cli;

import dev.leakgate.elf.ElfException;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.Image;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Holds what to look at: a process by its number, or a core by its path. */
final class Target {

    static final String DESCRIPTION =
            "The process, or the path of a core; a core named 4711 is ./4711.";

    private final String text;
    private final int pid;
    private final @Nullable Path core;

    private Target(String text, int pid, @Nullable Path core) {
        this.text = text;
        this.pid = pid;
        this.core = core;
    }

    boolean isCore() {
        return core != null;
    }

    /** Returns the process; 0 for a core. */
    int pid() {
        return pid;
    }

    /**
     * Opens the core.
     *
     * @throws ElfException when it is none, or cannot be read
     */
    Image open() throws ElfException {
        if (core == null) {
            throw new IllegalStateException("process " + pid + " is no core");
        }
        return CoreFiles.open(core);
    }

    /** Names what an image of it shows, for the first line. */
    String titleOf(Image image) {
        return core == null ? "process " + text : "core " + text + " of process " + image.pid();
    }

    /** Prints it as the user wrote it. */
    @Override
    public String toString() {
        return text;
    }

    /** Reads what the user wrote. */
    static final class Converter implements ITypeConverter<Target> {

        @Override
        public Target convert(String text) {
            if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return new Target(text, 0, Path.of(text));
            }
            if (text.length() > 9 || Integer.parseInt(text) == 0) {
                throw new TypeConversionException("\"" + text + "\" is no process");
            }
            return new Target(text, Integer.parseInt(text), null);
        }
    }
}
