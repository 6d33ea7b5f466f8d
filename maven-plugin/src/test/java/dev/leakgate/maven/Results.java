package dev.leakgate.maven;

import dev.leakgate.report.ResultFolder;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.SuppressionInfo;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes results as the engine does. */
final class Results {

    private Results() {}

    static Path write(Path directory, DeclaredCheck check, Verdict verdict, Instant startedAt)
            throws IOException {
        Path folder =
                ResultFolder.prepare(directory, check.className(), check.signature(), "session");
        Path file = folder.resolve(RunJson.FILE_NAME);
        RunJson.write(file, document(check, verdict, startedAt));
        return file;
    }

    static RunDocument document(DeclaredCheck check, Verdict verdict, Instant startedAt) {
        return document(check, verdict, startedAt, List.of());
    }

    static RunDocument document(
            DeclaredCheck check,
            Verdict verdict,
            Instant startedAt,
            List<SuppressionInfo> suppressions) {
        return new RunDocument(
                RunDocument.SCHEMA,
                verdict,
                null,
                List.of(verdict + "  " + check + ": first line", "  second line"),
                new RunDocument.SessionInfo(
                        "session", startedAt, startedAt.plusSeconds(1), "0.1.0"),
                new RunDocument.TestInfo(
                        check.className(),
                        check.signature(),
                        String.valueOf(check.method()),
                        null,
                        null),
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                null,
                List.of(),
                suppressions,
                null,
                null,
                new RunDocument.EnvironmentInfo(
                        "Linux", "6.18", "amd64", 2, null, "17", null, null),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }
}
