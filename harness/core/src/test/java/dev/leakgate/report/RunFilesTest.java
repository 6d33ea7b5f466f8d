package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {

    private static final int MANY = 60;

    private final Path folder;

    RunFilesTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        for (int i = 0; i < MANY; i++) {
            RunJson.write(
                    folder.resolve("%02d/run.json".formatted(i)),
                    RunDocuments.least(i % 2 == 0 ? Verdict.CLEAN : Verdict.CRASHED));
        }
    }

    @Test
    void readsEachOnceAndKeepsTheirOrder() throws IOException {
        AtomicInteger times = new AtomicInteger();

        List<RunFiles.Read<String>> all =
                RunFiles.each(
                        RunFiles.in(folder, 2),
                        (file, run) -> {
                            times.incrementAndGet();
                            return folder.relativize(file) + " " + run.verdict();
                        });

        assertThat(times).hasValue(MANY);
        assertThat(all).extracting(RunFiles.Read::kept).isSorted().hasSize(MANY);
        assertThat(all.get(1).orThrow()).isEqualTo("01/run.json CRASHED");
    }

    @Test
    void leavesABrokenOneInItsPlace() throws IOException {
        Path broken = folder.resolve("07/run.json");
        Files.writeString(broken, "{");

        List<RunFiles.Read<Verdict>> all =
                RunFiles.each(RunFiles.in(folder, 2), (file, run) -> run.verdict());

        assertThat(all).hasSize(MANY);
        assertThat(all.get(6).orThrow()).isEqualTo(Verdict.CLEAN);
        assertThat(all.get(7).kept()).isNull();
        assertThatThrownBy(() -> all.get(7).orThrow())
                .isInstanceOf(RunFileException.class)
                .hasMessageContaining(broken + ", line 1");
    }

    @Test
    void tellsTheFirstFailureInTheOrderOfTheFiles() {
        assertThatThrownBy(
                        () ->
                                RunFiles.each(
                                        RunFiles.in(folder, 2),
                                        (file, run) -> {
                                            throw new IOException(file.toString());
                                        }))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("00/run.json");
    }
}
