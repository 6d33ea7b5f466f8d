package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.TracedProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks for the known words of {@code wide-registers.c} in the NT_X86_XSTATE of a core. */
class WideRegistersIT {

    private static final int NT_X86_XSTATE = 0x202; /* elf.h */

    /* Intel SDM, volume 1, 13.4: where the components stand that are not compacted. */
    private static final int XSTATE_BV = 512;
    private static final int OPMASK = 1088;
    private static final int ZMM_HI256 = 1152;
    private static final int HI16_ZMM = 1664;
    private static final long AVX_512 = 7 << 5;

    @TempDir Path folder;

    /** Twice: so the registers also outlive the first capture. */
    @Test
    void standWhereIntelPutsThem() throws IOException {
        Path program = NativePrograms.build("wide-registers.c");
        try (TracedProgram running = TracedProgram.start(folder, program)) {
            assumeTrue(running.said().equals("ready"), "this processor has no AVX-512");
            areKnown(xstateOfCore(running));
            areKnown(xstateOfCore(running));
        }
    }

    private ByteBuffer xstateOfCore(TracedProgram running) throws IOException {
        Path core = folder.resolve("core");
        Capture capture = Captures.of(running.pid(), CaptureMode.FORK);
        assertThat(capture).isInstanceOf(Capture.Taken.class);
        try (Image image = ((Capture.Taken) capture).image()) {
            CoreFiles.write(image, core, CoreOptions.ALL);
        }
        try (Image written = CoreFiles.open(core)) {
            byte[] area =
                    written.threads().get(0).sets().stream()
                            .filter(set -> set.type() == NT_X86_XSTATE)
                            .findFirst()
                            .orElseThrow()
                            .bytes();
            return ByteBuffer.wrap(area).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static void areKnown(ByteBuffer area) {
        assertThat(area.getLong(XSTATE_BV) & AVX_512).isEqualTo(AVX_512);
        assertThat(area.getLong(OPMASK + 8)).as("k1").isEqualTo(0x0123456789abcdefL);
        for (int at = 0; at < 32; at += Long.BYTES) {
            assertThat(area.getLong(ZMM_HI256 + 32 + at)).as("zmm1").isEqualTo(0x1111222233334444L);
        }
        for (int at = 0; at < 64; at += Long.BYTES) {
            assertThat(area.getLong(HI16_ZMM + at)).as("zmm16").isEqualTo(0x5555666677778888L);
            assertThat(area.getLong(HI16_ZMM + 15 * 64 + at))
                    .as("zmm31")
                    .isEqualTo(0x9999aaaabbbbccccL);
        }
    }
}
