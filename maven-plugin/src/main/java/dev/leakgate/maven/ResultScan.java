package dev.leakgate.maven;

import dev.leakgate.maven.CheckResult.Attempt;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds the results that are in the output directory, those of this build apart from older ones.
 */
final class ResultScan {

    /** {@code class/method/attempt-1/run.json} */
    private static final int DEPTH = 4;

    /** Names a check as {@code run.json} does. */
    private record Key(String className, String signature) {

        static Key of(RunDocument document) {
            return new Key(document.test().className(), document.test().method());
        }

        static Key of(DeclaredCheck check) {
            return new Key(check.className(), check.signature());
        }
    }

    /** Looks at a result that counts, as soon as it is read; is called from several threads. */
    interface Look {

        /**
         * Returns what is kept of a result.
         *
         * @param own whether this build wrote it, and not that of a shard
         * @throws IOException when the result does not do, or cannot be written anew
         */
        RunDocument at(RunDocument run, Path file, boolean own) throws IOException;
    }

    /** Keeps all of each result. */
    static final Look WHOLE = (run, file, own) -> run;

    private final Map<Key, CheckResult> current = new LinkedHashMap<>();
    private final Map<Key, Instant> earlier = new LinkedHashMap<>();

    private ResultScan() {}

    /**
     * Reads all results.
     *
     * @param directory the output directory; it need not exist
     * @param buildStart results of checks there that began before do not count
     * @param shards folders with results of other builds, which all count
     * @throws RunFileException when a result cannot be read
     * @throws IOException when the directory cannot be read
     */
    static ResultScan of(Path directory, Instant buildStart, List<Path> shards, Look look)
            throws IOException {
        ResultScan scan = new ResultScan();
        Map<Key, List<Attempt>> attempts = new LinkedHashMap<>();
        for (Path shard : shards) {
            List<Path> files = files(shard);
            if (files.isEmpty()) {
                throw new RunFileException(
                        shard
                                + " holds no run.json; name the folder that a shard's checks wrote"
                                + " to, as shard-1/target/leakgate",
                        null);
            }
            scan.add(files, run -> false, false, look, attempts);
        }
        scan.add(
                files(directory),
                run -> run.session().startedAt().isBefore(buildStart),
                true,
                look,
                attempts);
        Comparator<Attempt> byTime =
                Comparator.comparing(attempt -> attempt.document().session().startedAt());
        attempts.forEach(
                (key, all) ->
                        scan.current.put(
                                key, new CheckResult(all.stream().sorted(byTime).toList())));
        return scan;
    }

    private void add(
            List<Path> files,
            Predicate<RunDocument> isEarlier,
            boolean own,
            Look look,
            Map<Key, List<Attempt>> attempts)
            throws IOException {
        List<RunFiles.Read<RunDocument>> all =
                RunFiles.each(
                        files,
                        (file, run) ->
                                isEarlier.test(run)
                                        ? run.withoutMeasurements()
                                        : look.at(run, file, own));
        for (RunFiles.Read<RunDocument> read : all) {
            RunDocument run = read.orThrow();
            if (isEarlier.test(run)) {
                Instant startedAt = run.session().startedAt();
                earlier.merge(Key.of(run), startedAt, (a, b) -> a.isAfter(b) ? a : b);
            } else {
                attempts.computeIfAbsent(Key.of(run), key -> new ArrayList<>())
                        .add(new Attempt(read.file(), run, own));
            }
        }
    }

    /**
     * Reads the results of the build that ran checks last, which may be over.
     *
     * @throws RunFileException when a result cannot be read
     * @throws IOException when the directory cannot be read
     */
    static ResultScan newest(Path directory) throws IOException {
        ResultScan all = of(directory, Instant.EPOCH, List.of(), WHOLE);
        all.current.values().stream()
                .flatMap(result -> result.attempts().stream())
                .map(attempt -> attempt.document().session())
                .max(Comparator.comparing(RunDocument.SessionInfo::startedAt))
                .ifPresent(
                        newest ->
                                all.current
                                        .values()
                                        .removeIf(result -> !isOf(newest, result.deciding())));
        return all;
    }

    private static boolean isOf(RunDocument.SessionInfo session, Attempt attempt) {
        return attempt.document().session().id().equals(session.id());
    }

    private static List<Path> files(Path directory) throws IOException {
        return Files.isDirectory(directory) ? RunFiles.in(directory, DEPTH) : List.of();
    }

    /**
     * Refuses a result whose figures another version measured.
     *
     * @throws RunFileException when it is one
     */
    static void requireVersion(RunDocument run, Path file, String version) throws RunFileException {
        String other = run.session().leakgateVersion();
        if (!other.equals(version)) {
            throw new RunFileException(
                    file
                            + " was written by Leakgate "
                            + other
                            + ", and this plugin is "
                            + version
                            + "; give leakgate-maven-plugin and leakgate-junit the same version",
                    null);
        }
    }

    /** Returns all results of this build, expected or not. */
    List<CheckResult> current() {
        return List.copyOf(current.values());
    }

    /** Tells whether this build has a result of a check. */
    boolean has(DeclaredCheck check) {
        return current.containsKey(Key.of(check));
    }

    /** Returns when an earlier build last ran a check; null when none is known to have. */
    @Nullable Instant earlier(DeclaredCheck check) {
        return earlier.get(Key.of(check));
    }
}
