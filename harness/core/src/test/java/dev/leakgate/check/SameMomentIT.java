package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import dev.leakgate.report.AnalysisDocument;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.TracedProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Analyses one moment of {@code reach.c}, which waits, from images of several sources. */
class SameMomentIT {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"-m64", "-m32"})
    void aCopyAStoppedProcessAndACoreGiveTheSameAnalysis(String flag) throws Exception {
        Path program = NativePrograms.build("reach.c", flag);
        try (TracedProgram running = TracedProgram.start(folder, program)) {
            Path core = folder.resolve("core");
            AnalysisDocument forked;
            try (Image image = capture(running, CaptureMode.FORK)) {
                forked = analysis(image);
                CoreFiles.write(image, core, CoreOptions.ALL);
            }
            assertThat(forked.totals()).isNotNull();
            assertThat(forked.findings()).isNotEmpty();
            try (Image image = capture(running, CaptureMode.STOP)) {
                hasTheSame(analysis(image), forked, "read while it stood");
            }
            try (Image image = CoreFiles.open(core)) {
                hasTheSame(analysis(image), forked, "our core");
            }
        }
    }

    /** Where it came from, and what of files that left out, may differ, and nothing else. */
    private static void hasTheSame(AnalysisDocument one, AnalysisDocument other, String source) {
        assertThat(one)
                .as(source)
                .usingRecursiveComparison()
                .ignoringFields("source", "complete", "losses")
                .isEqualTo(other);
    }

    private static AnalysisDocument analysis(Image image) throws Exception {
        return Analyses.of("a moment", image);
    }

    private static Image capture(TracedProgram running, CaptureMode mode) {
        Capture capture = Captures.of(running.pid(), mode);
        assertThat(capture).isInstanceOf(Capture.Taken.class);
        return ((Capture.Taken) capture).image();
    }
}
