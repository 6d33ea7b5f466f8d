package dev.leakgate.maven;

import dev.leakgate.gate.BudgetGate;
import dev.leakgate.maven.CheckResult.Attempt;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.RunJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    static ResultScan of(Path directory, Instant buildStart, List<Path> shards) throws IOException {
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
            for (Path file : files) {
                RunDocument document = RunJson.read(file);
                attempts.computeIfAbsent(Key.of(document), key -> new ArrayList<>())
                        .add(new Attempt(file, document, false));
            }
        }
        for (Path file : files(directory)) {
            RunDocument document = RunJson.read(file);
            Instant startedAt = document.session().startedAt();
            if (startedAt.isBefore(buildStart)) {
                scan.earlier.merge(Key.of(document), startedAt, (a, b) -> a.isAfter(b) ? a : b);
            } else {
                attempts.computeIfAbsent(Key.of(document), key -> new ArrayList<>())
                        .add(new Attempt(file, document, true));
            }
        }
        Comparator<Attempt> byTime =
                Comparator.comparing(attempt -> attempt.document().session().startedAt());
        attempts.forEach(
                (key, all) ->
                        scan.current.put(
                                key, new CheckResult(all.stream().sorted(byTime).toList())));
        return scan;
    }

    /**
     * Reads the results of the build that ran checks last, which may be over.
     *
     * @throws RunFileException when a result cannot be read
     * @throws IOException when the directory cannot be read
     */
    static ResultScan newest(Path directory) throws IOException {
        RunDocument newest = null;
        for (Path file : files(directory)) {
            RunDocument run = RunJson.read(file);
            if (newest == null || run.session().startedAt().isAfter(newest.session().startedAt())) {
                newest = run;
            }
        }
        ResultScan all = of(directory, Instant.EPOCH, List.of());
        if (newest != null) {
            String session = newest.session().id();
            all.current
                    .values()
                    .removeIf(
                            result -> !result.deciding().document().session().id().equals(session));
        }
        return all;
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(directory, DEPTH)) {
            return all.filter(file -> file.endsWith(RunJson.FILE_NAME)).sorted().toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /**
     * Holds each attempt against budgets; a result of this build that they change is written anew.
     *
     * @throws IOException when it cannot be written
     */
    void judge(BudgetGate gate) throws IOException {
        for (Map.Entry<Key, CheckResult> entry : current.entrySet()) {
            List<Attempt> judged = new ArrayList<>();
            for (Attempt attempt : entry.getValue().attempts()) {
                judged.add(
                        new Attempt(
                                attempt.file(),
                                gate.judge(attempt.document(), attempt.file(), attempt.own()),
                                attempt.own()));
            }
            entry.setValue(new CheckResult(judged));
        }
    }

    /**
     * Refuses results whose figures another version measured.
     *
     * @throws RunFileException when there is one
     */
    void requireVersion(String version) throws RunFileException {
        for (CheckResult result : current.values()) {
            for (Attempt attempt : result.attempts()) {
                String other = attempt.document().session().leakgateVersion();
                if (!other.equals(version)) {
                    throw new RunFileException(
                            attempt.file()
                                    + " was written by Leakgate "
                                    + other
                                    + ", and this plugin is "
                                    + version
                                    + "; give leakgate-maven-plugin and leakgate-junit the same"
                                    + " version",
                            null);
                }
            }
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
