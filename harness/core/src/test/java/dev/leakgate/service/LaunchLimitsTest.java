package dev.leakgate.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.ResourceLimit;
import dev.leakgate.linux.ResourceLimit.Resource;
import dev.leakgate.units.WordSize;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Says what is wrong with limits before anything is launched. */
class LaunchLimitsTest {

    private static NativeService.Builder service() {
        return NativeService.command("target/native/worker");
    }

    @Test
    void readsLimitsAsPeopleWriteThem() {
        NativeService service =
                service()
                        .stackLimit("32 MiB")
                        .addressSpaceLimit("2 GiB")
                        .openFiles(1024)
                        .limit(Resource.CORE, 0)
                        .build();
        assertThat(service.limits())
                .containsExactly(
                        new ResourceLimit(Resource.STACK, 32 << 20),
                        new ResourceLimit(Resource.AS, 2L << 30),
                        new ResourceLimit(Resource.NOFILE, 1024),
                        new ResourceLimit(Resource.CORE, 0));
        assertThat(service().stackLimit("unlimited").build().limits())
                .containsExactly(new ResourceLimit(Resource.STACK, ResourceLimit.UNLIMITED));
    }

    @Test
    void saysWhatALimitMustBe() {
        assertThatThrownBy(() -> service().stackLimit("32768"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("stackLimit: \"32768\" is no size: the unit is missing;");
        assertThatThrownBy(() -> service().stackLimit("4 KiB"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "stackLimit: limit STACK = 4,096 B must be 64 KiB or more: no program starts"
                                + " with less");
        assertThatThrownBy(() -> service().addressSpaceLimit("1 MiB"))
                .hasMessage(
                        "addressSpaceLimit: limit AS = 1 MiB must be 8 MiB or more: no program"
                                + " starts with less");
        assertThatThrownBy(() -> service().openFiles(3))
                .hasMessage("limit NOFILE = 3 must be 4 or more: no program starts with less");
        assertThatThrownBy(() -> service().limit(Resource.STACK, -7))
                .hasMessage("limit STACK = -7 must be 0 or more, or UNLIMITED");
    }

    @Test
    void hintsAtAKernelThatRunsNo32BitPrograms() {
        ProgramFile narrow =
                new ProgramFile(Path.of("worker"), Optional.of(WordSize.BITS_32), Optional.empty());
        assertThat(narrow.hint(new ExitStatus.Exited(126))).contains("CONFIG_IA32_EMULATION");
        assertThat(narrow.hint(new ExitStatus.Exited(1))).isEmpty();
        ProgramFile wide =
                new ProgramFile(Path.of("worker"), Optional.of(WordSize.BITS_64), Optional.empty());
        assertThat(wide.hint(new ExitStatus.Exited(126))).isEmpty();
    }
}
