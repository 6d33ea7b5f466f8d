package dev.leakgate.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.graph.Reachability;
import dev.leakgate.image.Captures;
import dev.leakgate.image.Image;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names what structs.c leaks, which has no table of functions by which to tell it. */
class StructCandidatesIT {

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-5", "-m32"})
    void aStructureOfThatSizeWhosePointersLeadSomewhereIsNamed(String flag) throws Exception {
        Path program = NativePrograms.build("structs.c", flag);

        assertThat(ofLeaked(program).candidates())
                .hasSize(1)
                .allSatisfy(name -> assertThat(name).startsWith("operation ("));
    }

    @Test
    void withoutDebugInformationNothingIsNamed() throws Exception {
        assertThat(ofLeaked(NativePrograms.build("structs.c", "-s")).candidates()).isEmpty();
    }

    @Test
    void ofAFileThatChangedSinceNothingIsRead(@TempDir Path folder) throws Exception {
        Path program = folder.resolve("service");
        Files.copy(NativePrograms.build("structs.c", "-gdwarf-5"), program);
        try (RunningProgram running = RunningProgram.startAndAwaitSleep(program);
                Image image = Captures.live(running.pid())) {
            Path other = folder.resolve("other");
            Files.copy(NativePrograms.build("structs.c", "-gdwarf-4"), other);
            Files.move(other, program, StandardCopyOption.REPLACE_EXISTING);

            HeapAnalysis analysis = HeapAnalysis.of(image);
            assertThat(leaked(analysis).candidates()).isEmpty();
            assertThat(analysis.notes())
                    .containsExactly(
                            program
                                    + " is no longer the file that the process had, its build-id"
                                    + " differs: nothing in it is named");
        }
    }

    private static Finding ofLeaked(Path program) throws Exception {
        try (RunningProgram running = RunningProgram.startAndAwaitSleep(program);
                Image image = Captures.live(running.pid())) {
            return leaked(HeapAnalysis.of(image));
        }
    }

    private static Finding leaked(HeapAnalysis analysis) {
        List<Finding> findings = analysis.leaked();
        Finding first = findings.get(0);
        assertThat(first.reachability()).isEqualTo(Reachability.DIRECT);
        assertThat(first.chunks()).isBetween(998L, 1000L);
        return first;
    }
}
