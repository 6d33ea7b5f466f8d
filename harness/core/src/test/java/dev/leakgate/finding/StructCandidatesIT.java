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

            assertThat(leaked(image).candidates()).isEmpty();
        }
    }

    private static Finding ofLeaked(Path program) throws Exception {
        try (RunningProgram running = RunningProgram.startAndAwaitSleep(program);
                Image image = Captures.live(running.pid())) {
            return leaked(image);
        }
    }

    private static Finding leaked(Image image) throws Exception {
        List<Finding> findings = HeapAnalysis.of(image).leaked();
        Finding first = findings.get(0);
        assertThat(first.reachability()).isEqualTo(Reachability.DIRECT);
        assertThat(first.chunks()).isBetween(998L, 1000L);
        return first;
    }
}
