package dev.leakgate.report.ci;

import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunFiles;
import dev.leakgate.report.html.ResultRow.Accepted;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what reports are made of.
 *
 * @param target the folder that gets the index and the files for continuous integration
 * @param folders with results; each result gets its page where it lies
 * @param history folders of earlier builds, which are only read
 * @param project whose sources are named relative to it
 * @param judge makes of a result, as soon as it is read, what is reported
 * @param accepted what a baseline holds of a result; null for nothing
 */
public record ReportSources(
        Path target,
        List<Path> folders,
        List<Path> history,
        Path project,
        RunFiles.Use<RunDocument> judge,
        Function<RunDocument, @Nullable Accepted> accepted) {

    /** Copies the lists. */
    public ReportSources {
        folders = List.copyOf(folders);
        history = List.copyOf(history);
    }

    /** Reports the results of one folder into it, as they are. */
    public static ReportSources of(Path folder, Path project) {
        return new ReportSources(
                folder, List.of(folder), List.of(), project, (file, run) -> run, run -> null);
    }

    /** Reports the results of other folders, which may be none. */
    public ReportSources from(List<Path> others) {
        return new ReportSources(target, others, history, project, judge, accepted);
    }

    /** Compares with earlier builds. */
    public ReportSources comparing(List<Path> earlier) {
        return new ReportSources(target, folders, earlier, project, judge, accepted);
    }

    /** Judges each result first. */
    public ReportSources judgedBy(RunFiles.Use<RunDocument> by) {
        return new ReportSources(target, folders, history, project, by, accepted);
    }

    /** Draws the line of what was accepted. */
    public ReportSources accepting(Function<RunDocument, @Nullable Accepted> baseline) {
        return new ReportSources(target, folders, history, project, judge, baseline);
    }
}
