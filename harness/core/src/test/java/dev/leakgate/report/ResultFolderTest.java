package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFolderTest {

    private static final String IT = "com.example.GatewayIT";
    private static final String METHOD = "unknownChannel(dev.leakgate.load.LoadDriver)";

    private final Path base;

    ResultFolderTest(@TempDir Path base) {
        this.base = base;
    }

    @Test
    void namesTheFolderAfterClassAndMethod() throws IOException {
        assertThat(ResultFolder.prepare(base, IT, METHOD, "today"))
                .isEqualTo(base.resolve("com.example.GatewayIT/unknownChannel"))
                .isDirectory();
    }

    @Test
    void keepsNestedAndOverloadedTestsApart() {
        assertThat(
                        Stream.of(
                                ResultFolder.of(base, IT, METHOD),
                                ResultFolder.of(base, IT + "$Inner", METHOD),
                                ResultFolder.of(base, IT, "unknownChannel()"),
                                ResultFolder.of(
                                        base,
                                        IT,
                                        "unknownChannel(dev.leakgate.check.LeakCheckRun)"),
                                ResultFolder.of(base, IT, "unknownChannel(int)"),
                                ResultFolder.of(base, IT, "unknownChannel(int[])"),
                                ResultFolder.of(base, IT, "unknownChannel(int, int)"),
                                ResultFolder.of(base, IT, "unknown_Channel()"),
                                ResultFolder.of(base, IT, "unknown/Channel()")))
                .doesNotHaveDuplicates()
                .allMatch(folder -> base.relativize(folder).getNameCount() == 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..", ".", "", "../../etc", "/etc", "a\u0000b", "-rf", "ünïcode", "a b"})
    void staysBelowTheBaseWhateverTheName(String name) {
        Path folder = ResultFolder.of(base, name, name);

        assertThat(folder.normalize()).isEqualTo(folder);
        assertThat(base.relativize(folder).toString())
                .matches("[A-Za-z0-9_][A-Za-z0-9._-]*/[A-Za-z0-9_][A-Za-z0-9._-]*");
    }

    @Test
    void boundsTheLengthAndKeepsLongNamesApart() {
        String name = "a".repeat(10_000);

        assertThat(ResultFolder.of(base, name + "b", "m").getParent())
                .isNotEqualTo(ResultFolder.of(base, name + "c", "m").getParent());
        assertThat(ResultFolder.of(base, "C", name).getFileName().toString()).hasSizeLessThan(150);
    }

    @Test
    void keepsEarlierAttemptsOfTheSameSession() throws IOException {
        attempt("today", Verdict.LEAK);
        attempt("today", Verdict.CRASHED);
        Path folder = attempt("today", Verdict.CLEAN);

        assertThat(verdict(folder.resolve("attempt-1"))).isEqualTo(Verdict.LEAK);
        assertThat(verdict(folder.resolve("attempt-2"))).isEqualTo(Verdict.CRASHED);
        assertThat(verdict(folder)).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void keepsTheEvidenceOfAnAttemptThatWroteNoResult() throws IOException {
        Path folder = ResultFolder.prepare(base, IT, METHOD, "today");
        Files.writeString(folder.resolve("service.log"), "last words");
        ResultFolder.prepare(base, IT, METHOD, "today");

        assertThat(folder.resolve("attempt-1/service.log")).hasContent("last words");
        assertThat(folder.resolve("service.log")).doesNotExist();
    }

    @Test
    void deletesTheResultsOfAnEarlierSession() throws IOException {
        attempt("yesterday", Verdict.LEAK);
        Path folder = attempt("yesterday", Verdict.LEAK);
        Files.createDirectory(folder.resolve("dump"));
        Files.writeString(folder.resolve("dump/1.bin"), "old");
        ResultFolder.prepare(base, IT, METHOD, "today");

        assertThat(folder.resolve("run.json")).doesNotExist();
        assertThat(folder.resolve("attempt-1")).doesNotExist();
        assertThat(folder.resolve("dump")).doesNotExist();
    }

    @Test
    void deletesAResultWithoutASession() throws IOException {
        Path folder = ResultFolder.of(base, IT, METHOD);
        RunJson.write(folder.resolve("run.json"), RunDocuments.least(Verdict.LEAK));
        ResultFolder.prepare(base, IT, METHOD, "today");

        assertThat(folder.resolve("run.json")).doesNotExist();
    }

    @Test
    void refusesAFolderWithTheUsersOwnFiles() throws IOException {
        Path folder = ResultFolder.of(base, IT, METHOD);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("thesis.txt"), "years of work");

        assertThatThrownBy(() -> ResultFolder.prepare(base, IT, METHOD, "today"))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("leakgate.outputDirectory");
        assertThat(folder.resolve("thesis.txt")).exists();
    }

    @Test
    void doesNotFollowALinkWhenItDeletes(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("thesis.txt"), "years of work");
        Path folder = attempt("yesterday", Verdict.LEAK);
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        ResultFolder.prepare(base, IT, METHOD, "today");

        assertThat(folder.resolve("link")).doesNotExist();
        assertThat(elsewhere.resolve("thesis.txt")).exists();
    }

    private Path attempt(String session, Verdict verdict) throws IOException {
        Path folder = ResultFolder.prepare(base, IT, METHOD, session);
        RunJson.write(folder.resolve("run.json"), RunDocuments.least(verdict));
        return folder;
    }

    private static Verdict verdict(Path folder) throws IOException {
        return RunJson.read(folder.resolve("run.json")).verdict();
    }
}
