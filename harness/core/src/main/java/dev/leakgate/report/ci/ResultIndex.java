package dev.leakgate.report.ci;

import dev.leakgate.report.PrivateFile;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.html.HtmlReport;
import dev.leakgate.report.html.IndexPage;
import dev.leakgate.report.html.ResultRow;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes all reports of a folder of results: a page for each, the index of them, and the files that
 * continuous integration picks up.
 */
public final class ResultIndex {

    /** Names the page that lists all checks. */
    public static final String INDEX = "index.html";

    /** Names the file for code scanning. */
    public static final String SARIF = "leakgate.sarif";

    /** Names the file for GitLab's merge requests. */
    public static final String CODE_QUALITY = "gl-code-quality-report.json";

    /** Names the file for whatever reads results of tests. */
    public static final String JUNIT = "leakgate-junit.xml";

    /* class/method/attempt-1/run.json, with room for folders of modules above. */
    private static final int DEPTH = 8;
    private static final int MOST = 20_000;

    private final Path base;
    private final Path project;
    private final List<ResultRow> rows = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private String version = "";

    private ResultIndex(Path base, Path project) {
        this.base = base;
        this.project = project.toAbsolutePath().normalize();
    }

    /**
     * Reads the results of a folder and writes its reports into it.
     *
     * @param base the folder, {@code target/leakgate}
     * @param history folders of earlier builds
     * @param project whose sources are named relative to it
     * @throws RunFileException when there is no result at all, or none that can be read
     * @throws IOException when the folder cannot be read or written
     */
    public static ResultIndex write(Path base, List<Path> history, Path project)
            throws IOException {
        ResultIndex index = new ResultIndex(base, project);
        for (Path file : files(base)) {
            index.add(file);
        }
        if (index.rows.isEmpty()) {
            throw new RunFileException(
                    index.unreadable.isEmpty()
                            ? base
                                    + " holds no run.json; name the folder that checks wrote to, as"
                                    + " target/leakgate"
                            : index.unreadable.get(0),
                    null);
        }
        List<ResultRow> earlier = new ArrayList<>();
        for (Path folder : history) {
            for (Path file : files(folder)) {
                index.addEarlier(file, earlier);
            }
        }
        index.rows.sort(ResultRow.WORST_FIRST);
        index.writeFiles(earlier);
        return index;
    }

    /** Returns the results, the worst first. */
    public List<ResultRow> rows() {
        return List.copyOf(rows);
    }

    /** Says of each result that could not be read why. */
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    /**
     * Tells a GitHub job, where one runs: adds to its summary and gives the commands that annotate
     * sources.
     *
     * @param environment the variables of this process
     * @return lines to print; none elsewhere
     * @throws IOException when the summary cannot be written
     */
    public List<String> tellGitHub(Map<String, String> environment) throws IOException {
        String summary = environment.get("GITHUB_STEP_SUMMARY");
        if (summary != null && !summary.isBlank()) {
            Files.writeString(
                    Path.of(summary),
                    GitHub.summary(rows, problems),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        return "true".equals(environment.get("GITHUB_ACTIONS"))
                ? problems.stream().map(GitHub::annotation).toList()
                : List.of();
    }

    /** Lists the results for a terminal, the worst first, in columns. */
    public List<String> lines() {
        return ResultTable.of(rows);
    }

    private void add(Path file) throws IOException {
        try {
            RunDocument run = RunJson.read(file);
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                return;
            }
            HtmlReport.write(folder, run);
            rows.add(ResultRow.of(run, base.toAbsolutePath().relativize(folder).toString()));
            version = run.session().leakgateVersion();
            if (run.verdict() != Verdict.CLEAN) {
                problems.add(Problem.of(run, project));
            }
        } catch (RunFileException broken) {
            unreadable.add(String.valueOf(broken.getMessage()));
        }
    }

    private void addEarlier(Path file, List<ResultRow> earlier) {
        try {
            earlier.add(ResultRow.of(RunJson.read(file), ""));
        } catch (RunFileException broken) {
            unreadable.add(String.valueOf(broken.getMessage()));
        }
    }

    private void writeFiles(List<ResultRow> earlier) throws IOException {
        write(INDEX, IndexPage.render(rows, earlier));
        write(SARIF, Sarif.of(problems, version));
        write(CODE_QUALITY, CodeQuality.of(problems));
        write(JUNIT, JUnitXml.of(rows));
    }

    private void write(String name, String text) throws IOException {
        PrivateFile.write(base.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Path> files(Path base) throws IOException {
        if (!Files.isDirectory(base)) {
            throw new RunFileException(base + " is no folder", null);
        }
        try (Stream<Path> all = Files.walk(base, DEPTH)) {
            return all.filter(file -> file.endsWith(RunJson.FILE_NAME))
                    .limit(MOST)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }
}
