package dev.leakgate.gate;

import dev.leakgate.gate.BaselineDocument.CheckFigures;
import dev.leakgate.gate.BaselineDocument.Provenance;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocument.ServiceInfo;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.SchemaJson;
import dev.leakgate.report.html.ResultRow.Accepted;
import dev.leakgate.verdict.budget.Measures;
import dev.leakgate.verdict.budget.Metric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Holds what the last accepted release measured; {@code docs/budgets.md} says how it is used. */
public final class Baseline {

    /** Name of the file that counts when a user names no other. */
    public static final String DEFAULT_NAME = "leakgate-baseline.json";

    private static final int LARGEST = 64 << 20;

    private static final SchemaJson<BaselineDocument> FILES =
            new SchemaJson<>(
                    BaselineDocument.class,
                    BaselineDocument.SCHEMA,
                    LARGEST,
                    new SchemaJson.Words(
                            "baseline of Leakgate",
                            "take it from version control again, or write it anew with"
                                    + " leakgate:baseline",
                            "use that version here too, or write the baseline anew"));

    private final String name;
    private final Map<String, CheckFigures> checks = new TreeMap<>();

    private Baseline(String name, List<CheckFigures> checks) {
        this.name = name;
        checks.forEach(check -> this.checks.put(check.name(), check));
    }

    /**
     * Reads a file.
     *
     * @throws RunFileException when it is missing, corrupt or of a newer version
     */
    public static Baseline read(Path file) throws RunFileException {
        if (!Files.exists(file)) {
            throw new RunFileException(
                    "there is no baseline "
                            + file
                            + ", and nothing is accepted without one; write it with"
                            + " leakgate:baseline after a build that is good, and commit it",
                    null);
        }
        return new Baseline(String.valueOf(file.getFileName()), FILES.read(file).checks());
    }

    /** Holds nothing; results are added to it. */
    public static Baseline empty(String name) {
        return new Baseline(name, List.of());
    }

    /** Returns the names of the checks that it knows, sorted. */
    public Collection<String> checks() {
        return List.copyOf(checks.keySet());
    }

    /**
     * Returns the figures that a result compares with; empty when the check is new.
     *
     * @throws BaselineException when they are of another service, architecture or C library
     */
    public Optional<Measures> of(RunDocument run) {
        CheckFigures check = checks.get(RunNames.key(run));
        if (check == null) {
            return Optional.empty();
        }
        requireComparable(check, run);
        return Optional.of(Figures.read(check.figures()));
    }

    /** Returns what reports draw of it; null when it knows nothing that compares with a result. */
    public @Nullable Accepted accepted(RunDocument run) {
        try {
            return of(run).map(Baseline::accepted).orElse(null);
        } catch (BaselineException other) {
            // Who is held to it hears of that; a drawing does without.
            return null;
        }
    }

    private static Accepted accepted(Measures measures) {
        Double growth = null;
        Double peak = null;
        for (Measures.Row row : measures.rows()) {
            if (row.subject().equals(Measures.Subject.SERVICE)) {
                growth = row.metric() == Metric.GROWTH ? Double.valueOf(row.value()) : growth;
                peak = row.metric() == Metric.PEAK ? Double.valueOf(row.value()) : peak;
            }
        }
        return new Accepted(growth, peak);
    }

    private void requireComparable(CheckFigures check, RunDocument run) {
        String service = RunNames.ofService(run);
        if (!check.service().equals(service)) {
            throw other(check, "is of the service " + check.service(), "of " + service);
        }
        Provenance then = check.provenance();
        Provenance now = provenance(run, null);
        if (!then.arch().equals(now.arch()) || differ(then.wordSize(), now.wordSize())) {
            throw other(check, "was measured on " + machine(then), "on " + machine(now));
        }
        if (differ(then.libc(), now.libc())) {
            throw other(check, "was measured with " + then.libc(), "with " + now.libc());
        }
    }

    private BaselineException other(CheckFigures check, String then, String now) {
        return new BaselineException(
                name
                        + ": "
                        + check.name()
                        + " "
                        + then
                        + ", and this run is "
                        + now
                        + "; such figures do not compare: keep a baseline for each, and name it"
                        + " with leakgate.baseline");
    }

    /** What one of them does not know is no difference. */
    private static boolean differ(@Nullable Object then, @Nullable Object now) {
        return then != null && now != null && !Objects.equals(then, now);
    }

    private static String machine(Provenance provenance) {
        return provenance.arch()
                + (provenance.wordSize() == null ? "" : ", " + provenance.wordSize() + "-bit");
    }

    /**
     * Takes over what a check measured.
     *
     * @param directory whose commit is named
     * @param lowerOnly whether figures may only become smaller
     * @throws BaselineException when the check is there, of another service or machine, and figures
     *     may only become smaller
     */
    public void accept(RunDocument run, Path directory, boolean lowerOnly) {
        String key = RunNames.key(run);
        Measures now = RunMeasures.of(run);
        Optional<Measures> before = lowerOnly ? of(run) : Optional.empty();
        checks.put(
                key,
                new CheckFigures(
                        key,
                        RunNames.ofService(run),
                        provenance(run, GitCommit.at(directory).orElse(null)),
                        Figures.of(
                                before.map(earlier -> Figures.lowered(earlier, now)).orElse(now))));
    }

    private static Provenance provenance(RunDocument run, @Nullable String commit) {
        ServiceInfo service = run.service();
        List<RoundInfo> rounds = run.rounds();
        long millis =
                rounds.size() < 2
                        ? 0
                        : Math.round(
                                (rounds.get(rounds.size() - 1).atMillis()
                                                - rounds.get(0).atMillis())
                                        / (rounds.size() - 1));
        return new Provenance(
                run.environment().kernel(),
                run.environment().arch(),
                service == null ? null : service.wordSize(),
                service == null ? null : service.libc(),
                service == null ? null : service.compiler(),
                commit,
                run.session().leakgateVersion(),
                rounds.size(),
                rounds.stream().skip(1).mapToLong(RoundInfo::requests).sum(),
                millis);
    }

    /** Returns the file's text, sorted, so that the same figures always are the same text. */
    public String text() throws IOException {
        return new String(
                        FILES.bytes(
                                new BaselineDocument(
                                        BaselineDocument.SCHEMA, new ArrayList<>(checks.values()))),
                        StandardCharsets.UTF_8)
                + "\n";
    }
}
