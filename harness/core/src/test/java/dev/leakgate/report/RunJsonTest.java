package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunJsonTest {

    private final Path directory;

    RunJsonTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void readsBackWhatItWrote() throws IOException {
        assertThat(writtenAndRead(RunDocuments.full())).isEqualTo(RunDocuments.full());
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void readsBackAResultThatMeasuredNothing(Verdict verdict) throws IOException {
        assertThat(writtenAndRead(RunDocuments.least(verdict)))
                .isEqualTo(RunDocuments.least(verdict));
    }

    @Test
    void leavesOutWhatWasNotMeasured() throws IOException {
        String json = write(RunDocuments.least(Verdict.CLEAN));

        assertThat(json).doesNotContain("null", "rounds", "crash", "minimumDetectable", "uniqueId");
    }

    @Test
    void isReadableByItsOwnerAlone() throws IOException {
        write(RunDocuments.full());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void replacesAResultAndLeavesNoOtherFile() throws IOException {
        write(RunDocuments.full());
        write(RunDocuments.least(Verdict.CLEAN));

        assertThat(RunJson.read(file()).verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(directory).isDirectoryContaining(entry -> entry.equals(file()));
        try (var entries = Files.list(directory)) {
            assertThat(entries).containsExactly(file());
        }
    }

    @Test
    void skipsFieldsThatItDoesNotKnow() throws IOException {
        String json = write(RunDocuments.full());
        Files.writeString(
                file(), json.replaceFirst("\\{", "{\"omens\": [{\"crows\": 1}], \"x\": null,"));

        assertThat(RunJson.read(file())).isEqualTo(RunDocuments.full());
    }

    @Test
    void tellsATruncatedFileAtEveryLength() throws IOException {
        byte[] json = write(RunDocuments.full()).getBytes(StandardCharsets.UTF_8);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            int length = random.nextInt(json.length - 2);
            Files.write(file(), Arrays.copyOf(json, length));
            assertThatThrownBy(() -> RunJson.read(file()))
                    .as("seed %d, cut at %d", seed, length)
                    .isInstanceOf(RunFileException.class)
                    .hasMessageContaining(file().toString())
                    .hasMessageMatching("(?s).*(truncated|no JSON|is missing).*");
        }
    }

    @Test
    void namesThePlaceOfATruncation() throws IOException {
        String json = write(RunDocuments.full());
        Files.writeString(file(), json.substring(0, json.indexOf("\"endedAt\"")));

        assertThatThrownBy(() -> RunJson.read(file()))
                .hasMessageContaining("run.json, line ")
                .hasMessageContaining("truncated")
                .hasMessageContaining("run the check again");
    }

    @Test
    void refusesWhatIsNoJson() throws IOException {
        Files.writeString(file(), "verdict: LEAK\n");

        assertThatThrownBy(() -> RunJson.read(file()))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining("run.json, line 1, column ")
                .hasMessageContaining("no JSON");
    }

    @Test
    void saysThatANewerLeakgateWroteTheFile() throws IOException {
        Files.writeString(file(), "{\"verdict\": {\"of\": 9}, \"schema\": \"leakgate/run/9\"}");

        assertThatThrownBy(() -> RunJson.read(file()))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining(
                        "schema is \"leakgate/run/9\": written by a newer Leakgate; give"
                                + " leakgate-maven-plugin the version of leakgate-junit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "null", "{\"schema\": 1}", "{\"schema\": \"other\"}"})
    void refusesAnotherSchemaOrNone(String json) throws IOException {
        Files.writeString(file(), json);

        assertThatThrownBy(() -> RunJson.read(file()))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining("schema");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verdict", "session", "environment"})
    void namesARequiredFieldThatIsMissing(String field) throws IOException {
        String json = write(RunDocuments.full());
        Files.writeString(file(), json.replace("\"" + field + "\"", "\"other\""));

        assertThatThrownBy(() -> RunJson.read(file()))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining("the field \"" + field + "\" is missing");
    }

    @Test
    void namesARequiredFieldThatIsMissingFurtherDown() throws IOException {
        String json = write(RunDocuments.full());
        Files.writeString(file(), json.replaceFirst("\"startedAt\"", "\"other\""));

        assertThatThrownBy(() -> RunJson.read(file()))
                .hasMessageContaining("the field \"session.startedAt\" is missing");
    }

    @Test
    void refusesANullInsteadOfAFigure() throws IOException {
        String json = write(RunDocuments.full());
        Files.writeString(file(), json.replaceFirst("\"cores\" : 2", "\"cores\" : null"));

        assertThatThrownBy(() -> RunJson.read(file()))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining("\"environment.cores\"");
    }

    @Test
    void refusesTextAfterTheEnd() throws IOException {
        Files.writeString(file(), write(RunDocuments.full()) + "{}");

        assertThatThrownBy(() -> RunJson.read(file())).isInstanceOf(RunFileException.class);
    }

    @Test
    void refusesAFieldThatIsThereTwice() throws IOException {
        String json = write(RunDocuments.full());
        Files.writeString(file(), json.replaceFirst("\\{", "{\"verdict\": \"CLEAN\","));

        assertThatThrownBy(() -> RunJson.read(file()))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining("verdict");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "2.5", "99999999999", "true", "[2]", "{}"})
    void refusesAFigureOfAnotherType(String value) throws IOException {
        String json = write(RunDocuments.full());
        Files.writeString(file(), json.replaceFirst("\"cores\" : 2", "\"cores\" : " + value));

        assertThatThrownBy(() -> RunJson.read(file()))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining("run.json, line ");
    }

    @Test
    void refusesAVerdictThatItDoesNotKnow() throws IOException {
        String json = write(RunDocuments.full());
        Files.writeString(file(), json.replaceFirst("\"LEAK\"", "\"FINE\""));

        assertThatThrownBy(() -> RunJson.read(file()))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining("\"verdict\"")
                .hasMessageContaining("FINE");
    }

    @Test
    void refusesAFileBeyondTheBound() throws IOException {
        write(RunDocuments.full());

        assertThatThrownBy(() -> RunJson.read(file(), 100))
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining("larger than 100 B");
    }

    @Test
    void namesAFileThatDoesNotExist() {
        assertThatThrownBy(() -> RunJson.read(file()))
                .isInstanceOf(RunFileException.class)
                .hasMessage(file() + " does not exist");
    }

    private RunDocument writtenAndRead(RunDocument document) throws IOException {
        write(document);
        return RunJson.read(file());
    }

    private String write(RunDocument document) throws IOException {
        RunJson.write(file(), document);
        return Files.readString(file());
    }

    private Path file() {
        return directory.resolve(RunJson.FILE_NAME);
    }
}
