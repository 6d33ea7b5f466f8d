package dev.leakgate.report.ci;

import dev.leakgate.report.PrivateFile;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.RunFiles;
import dev.leakgate.report.html.HistoryPage;
import dev.leakgate.report.html.HtmlReport;
import dev.leakgate.report.html.IndexPage;
import dev.leakgate.report.html.ResultRow;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes all reports of a folder of results: a page for each, the index of them, and the files that
 * continuous integration picks up.
 */
public final class ResultIndex {

    /** Names the page that lists all checks. */
    public static final String INDEX = "index.html";

    /** Names the page that shows each check over builds. */
    public static final String HISTORY = "history.html";

    /** Names the file for code scanning. */
    public static final String SARIF = "leakgate.sarif";

    /** Names the file for GitLab's merge requests. */
    public static final String CODE_QUALITY = "gl-code-quality-report.json";

    /** Names the file for whatever reads results of tests. */
    public static final String JUNIT = "leakgate-junit.xml";

    /* class/method/attempt-1/run.json, with room for folders of modules above. */
    private static final int DEPTH = 8;

    private final ReportSources sources;
    private final Path project;
    private final List<ResultRow> rows = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private String version = "";

    private ResultIndex(ReportSources sources) {
        this.sources = sources;
        project = sources.project().toAbsolutePath().normalize();
    }

    /** Holds what the index needs of a result. */
    private record Entry(ResultRow row, @Nullable Problem problem, String version) {}

    /**
     * Reads results and writes their reports.
     *
     * @throws RunFileException when there is no result at all, or none that can be read
     * @throws IOException when a folder cannot be read or written
     */
    public static ResultIndex write(ReportSources sources) throws IOException {
        ResultIndex index = new ResultIndex(sources);
        List<Path> files = new ArrayList<>();
        for (Path folder : sources.folders()) {
            files.addAll(files(folder));
        }
        index.add(RunFiles.each(files, index::report));
        if (index.rows.isEmpty()) {
            throw new RunFileException(
                    index.unreadable.isEmpty()
                            ? sources.target()
                                    + " holds no run.json; name the folder that checks wrote to, as"
                                    + " target/leakgate"
                            : index.unreadable.get(0),
                    null);
        }
        index.rows.sort(ResultRow.WORST_FIRST);
        index.writeFiles(index.earlier());
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

    /** Writes the page of a result. */
    private Entry report(Path file, RunDocument read) throws IOException {
        RunDocument run = sources.judge().of(file, read);
        Path folder = file.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new IOException(file + " lies in no folder");
        }
        HtmlReport.write(folder, run);
        String link = sources.target().toAbsolutePath().normalize().relativize(folder).toString();
        return new Entry(
                ResultRow.of(run, link, sources.accepted().apply(run)),
                run.verdict() == Verdict.CLEAN ? null : Problem.of(run, project),
                run.session().leakgateVersion());
    }

    private void add(List<RunFiles.Read<Entry>> all) {
        for (RunFiles.Read<Entry> read : all) {
            Entry entry = read.kept();
            if (entry == null) {
                unreadable.add(message(read));
                continue;
            }
            rows.add(entry.row);
            version = entry.version;
            if (entry.problem != null) {
                problems.add(entry.problem);
            }
        }
    }

    private List<ResultRow> earlier() throws IOException {
        List<ResultRow> earlier = new ArrayList<>();
        for (Path folder : sources.history()) {
            for (RunFiles.Read<ResultRow> read :
                    RunFiles.each(files(folder), (file, run) -> ResultRow.of(run, ""))) {
                ResultRow row = read.kept();
                if (row == null) {
                    unreadable.add(message(read));
                } else {
                    earlier.add(row);
                }
            }
        }
        return earlier;
    }

    private static String message(RunFiles.Read<?> read) {
        RunFileException broken = read.broken();
        return broken == null ? read.file().toString() : String.valueOf(broken.getMessage());
    }

    private void writeFiles(List<ResultRow> earlier) throws IOException {
        String history = HistoryPage.render(rows, earlier);
        write(INDEX, IndexPage.render(rows, earlier));
        if (history == null) {
            Files.deleteIfExists(sources.target().resolve(HISTORY));
        } else {
            write(HISTORY, history);
        }
        write(SARIF, Sarif.of(problems, version));
        write(CODE_QUALITY, CodeQuality.of(problems));
        write(JUNIT, JUnitXml.of(rows));
    }

    private void write(String name, String text) throws IOException {
        PrivateFile.write(sources.target().resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Path> files(Path base) throws IOException {
        if (!Files.isDirectory(base)) {
            throw new RunFileException(base + " is no folder", null);
        }
        return RunFiles.in(base, DEPTH);
    }
}
