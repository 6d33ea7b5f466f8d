package dev.leakgate.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads many results, each once and as many at a time as there are processors. A whole result may
 * be large, so each is turned at once into what is kept of it.
 */
public final class RunFiles {

    private static final int MOST = 20_000;

    private RunFiles() {}

    /**
     * Turns a result into what is kept of it; is called from several threads.
     *
     * @param <T> what is kept
     */
    public interface Use<T> {

        /**
         * Uses a result.
         *
         * @throws IOException when what it writes cannot be written
         */
        T of(Path file, RunDocument run) throws IOException;
    }

    /**
     * Holds what is kept of a file.
     *
     * @param kept null when it could not be read
     * @param broken why; null when it could
     */
    public record Read<T>(Path file, @Nullable T kept, @Nullable RunFileException broken) {

        /**
         * Returns what is kept.
         *
         * @throws RunFileException when the file could not be read
         */
        public T orThrow() throws RunFileException {
            if (broken != null) {
                throw broken;
            }
            if (kept == null) {
                throw new IllegalStateException(file + " was neither read nor refused");
            }
            return kept;
        }
    }

    /**
     * Lists the results below a folder in the order of their names.
     *
     * @param depth how many folders deep
     * @throws IOException when a folder cannot be read
     */
    public static List<Path> in(Path folder, int depth) throws IOException {
        try (Stream<Path> all = Files.walk(folder, depth)) {
            return all.filter(file -> file.endsWith(RunJson.FILE_NAME))
                    .limit(MOST)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /**
     * Reads the files and uses each; those that cannot be read stand in their places.
     *
     * @throws IOException of the first file, in their order, whose use failed
     */
    public static <T> List<Read<T>> each(List<Path> files, Use<T> use) throws IOException {
        List<Outcome<T>> outcomes = files.parallelStream().map(file -> outcome(file, use)).toList();
        List<Read<T>> all = new ArrayList<>();
        for (Outcome<T> outcome : outcomes) {
            all.add(outcome.get());
        }
        return all;
    }

    /** Keeps the failure of one file until it is its turn: which one is told must not be chance. */
    private record Outcome<T>(@Nullable Read<T> read, @Nullable Exception failure) {

        Read<T> get() throws IOException {
            if (failure instanceof IOException unwritable) {
                throw unwritable;
            }
            if (failure instanceof RuntimeException wrong) {
                throw wrong;
            }
            if (read == null) {
                throw new IllegalStateException(failure);
            }
            return read;
        }
    }

    private static <T> Outcome<T> outcome(Path file, Use<T> use) {
        RunDocument run;
        try {
            run = RunJson.read(file);
        } catch (RunFileException broken) {
            return new Outcome<>(new Read<>(file, null, broken), null);
        }
        try {
            return new Outcome<>(new Read<>(file, use.of(file, run), null), null);
        } catch (IOException | RuntimeException failure) {
            return new Outcome<>(null, failure);
        }
    }
}
