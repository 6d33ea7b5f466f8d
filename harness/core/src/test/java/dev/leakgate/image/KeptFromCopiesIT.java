package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.TracedProgram;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Freezes {@code kept-from-copies.c}, which has memory that a copy by fork does not get. */
class KeptFromCopiesIT {

    @TempDir Path folder;

    private TracedProgram start() {
        return TracedProgram.start(folder, NativePrograms.build("kept-from-copies.c"));
    }

    private static long address(TracedProgram program, int index) {
        return Long.parseUnsignedLong(program.said().split(" ", 2)[index], 16);
    }

    private static Image image(TracedProgram program, CaptureMode mode) {
        Capture capture = Captures.of(program.pid(), mode);
        assertThat(capture).isInstanceOf(Capture.Taken.class);
        return ((Capture.Taken) capture).image();
    }

    private static ByteBuffer word(Image image, long address) {
        ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        image.read(address, word);
        return word.flip();
    }

    @Test
    void aForkedCopyNamesWhatItLacks() {
        try (TracedProgram program = start();
                Image image = image(program, CaptureMode.FORK)) {
            assertThat(image.losses())
                    .contains(
                            "12 KiB of memory are missing: the process keeps them from copies"
                                    + " (MADV_DONTFORK)",
                            "20 KiB of memory are zeros: the process has them wiped in copies"
                                    + " (MADV_WIPEONFORK)");
            assertThat(word(image, address(program, 0)).hasRemaining()).isFalse();
            assertThat(word(image, address(program, 1)).getLong()).isZero();
        }
    }

    @Test
    void readingWhileItStandsLosesNothingOfIt() {
        try (TracedProgram program = start();
                Image image = image(program, CaptureMode.STOP)) {
            assertThat(image.losses()).noneMatch(loss -> loss.contains("MADV"));
            for (int index = 0; index < 2; index++) {
                long address = address(program, index) + 4096;
                assertThat(word(image, address).getLong()).isEqualTo(address);
            }
        }
    }
}
