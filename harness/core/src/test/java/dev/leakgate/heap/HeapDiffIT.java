package dev.leakgate.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.Image;
import dev.leakgate.linux.Frozen;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.TracedProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares two copies of {@code grows.c}, which says what it frees and allocates in between. */
class HeapDiffIT {

    private static final long OLD = 720;
    private static final long NEW = 912;

    @TempDir private Path folder;

    @Test
    void tellsWhatCameAndIsStillThere() throws IOException, InterruptedException {
        Path program = NativePrograms.build("grows.c");
        try (TracedProgram running = TracedProgram.start(folder, program);
                Image first = capture(running)) {
            HeapMap before = HeapMap.of(first);
            assertThat(new ProcessBuilder("kill", "-USR1", "" + running.pid()).start().waitFor())
                    .isZero();
            Frozen.await("it to grow", () -> running.said().contains("grown"));
            try (Image second = capture(running)) {
                HeapMap after = HeapMap.of(second);

                HeapDiff diff = HeapDiff.of(before, after);

                assertThat(diff.appearedChunks()).isEqualTo(60);
                assertThat(diff.appearedBytes()).isEqualTo(60 * NEW);
                assertThat(diff.goneChunks()).isEqualTo(40);
                assertThat(diff.goneBytes()).isEqualTo(40 * OLD);
                ChunkCursor chunk = after.chunks();
                while (chunk.next()) {
                    assertThat(diff.hasAppeared(chunk.slot())).isEqualTo(chunk.size() == NEW);
                }
                assertThat(HeapDiff.of(after, after).appearedChunks()).isZero();
            }
        }
    }

    private static Image capture(TracedProgram running) {
        return ((Capture.Taken) Captures.of(running.pid(), CaptureMode.FORK)).image();
    }
}
