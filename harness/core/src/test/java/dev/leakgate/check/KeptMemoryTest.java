package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.image.CaptureMode;
import dev.leakgate.units.ByteSize;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptMemoryTest {

    private static final KeptMemory OF_THE_CHECK =
            new KeptMemory(OnLeak.CAPTURE, ByteSize.ofMebibytes(64));

    private static KeptMemory under(Map<String, String> properties) {
        return OF_THE_CHECK.under(name -> Optional.ofNullable(properties.get(name)));
    }

    @Test
    void isWhatTheCheckSaysWhereTheBuildSaysNothing() {
        assertThat(under(Map.of())).isEqualTo(OF_THE_CHECK);
    }

    @Test
    void isWhatTheBuildSaysElse() {
        assertThat(under(Map.of("leakgate.onLeak", "NOTHING")))
                .isEqualTo(new KeptMemory(OnLeak.NOTHING, ByteSize.ofMebibytes(64)));
        assertThat(under(Map.of("leakgate.keepCore", "0 B")))
                .isEqualTo(new KeptMemory(OnLeak.CAPTURE, ByteSize.ZERO));
        assertThat(under(Map.of("leakgate.capture", "STOP")))
                .isEqualTo(
                        new KeptMemory(OnLeak.CAPTURE, ByteSize.ofMebibytes(64), CaptureMode.STOP));
    }

    @Test
    void refusesWhatABuildCannotSay() {
        assertThatThrownBy(() -> under(Map.of("leakgate.onLeak", "nothing")))
                .hasMessage("leakgate.onLeak = \"nothing\" must be one of CAPTURE, NOTHING");
        assertThatThrownBy(() -> under(Map.of("leakgate.capture", "gdb")))
                .hasMessage("leakgate.capture = \"gdb\" must be one of FORK, STOP, GCORE, AUTO");
        assertThatThrownBy(() -> under(Map.of("leakgate.keepCore", "64")))
                .hasMessage(
                        "leakgate.keepCore = \"64\" is no size: the unit is missing; write a number"
                                + " and one of B, KiB, MiB, GiB, kB, MB, GB, as in \"64 MiB\"");
    }
}
