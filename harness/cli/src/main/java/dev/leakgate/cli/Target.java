package dev.leakgate.cli;

import dev.leakgate.elf.ElfException;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.Image;
import dev.leakgate.linux.PidNamespaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
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
        return core == null
                ? "process " + PidNamespaces.text(pid)
                : "core " + text + " of process " + image.pid();
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
            return new Target(text, process(text), null);
        }

        /** A number that none of ours has may be one of a container. */
        static int process(String text) {
            int pid = Integer.parseInt(text);
            if (Files.exists(Path.of("/proc", text))) {
                return pid;
            }
            List<Integer> inside = PidNamespaces.outer(pid);
            if (inside.size() > 1) {
                throw new TypeConversionException(
                        inside.size()
                                + " containers have a process "
                                + pid
                                + "; give one of the numbers that they have here: "
                                + inside.stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(", ")));
            }
            return inside.isEmpty() ? pid : inside.get(0);
        }
    }
}
