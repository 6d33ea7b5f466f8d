package dev.leakgate.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.linux.ProcLimit;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.units.AddressSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launches programs under limits, and looks what they got. */
class LaunchLimitsIT {

    @TempDir Path folder;

    private static NativeService.Builder waiting(Path program) {
        return NativeService.command(program.toString(), "idle", "2", "stay")
                .readyWhenLogged("ready");
    }

    private static ProcLimit bytes(long limit) {
        return new ProcLimit(OptionalLong.of(limit), OptionalLong.of(limit), "bytes");
    }

    private static long highestStack(int pid) throws Exception {
        List<String> maps = Files.readAllLines(Path.of("/proc/" + pid + "/maps"));
        String stack =
                maps.stream().filter(line -> line.endsWith("[stack]")).findFirst().orElseThrow();
        return Long.parseUnsignedLong(
                stack.substring(stack.indexOf('-') + 1, stack.indexOf(' ')), 16);
    }

    @Test
    void givesAServiceTheLimitsThatItWillHave() throws Exception {
        Path program = NativePrograms.build("stacks.c", "-m32");
        NativeService small =
                waiting(program)
                        .stackLimit("32 MiB")
                        .addressSpaceLimit("2 GiB")
                        .openFiles(100)
                        .build();
        try (RunningService running = RunningService.launch(small, folder);
                ProcReader proc = new ProcReader()) {
            assertThat(proc.limits(running.root().pid()))
                    .containsEntry("Max stack size", bytes(32 << 20))
                    .containsEntry("Max address space", bytes(2L << 30))
                    .containsEntry(
                            "Max open files",
                            new ProcLimit(OptionalLong.of(100), OptionalLong.of(100), "files"));
        }
    }

    @Test
    void givesA32BitServiceThreeGigabytesAsA32BitKernelWould() throws Exception {
        Path program = NativePrograms.build("stacks.c", "-m32");
        for (AddressSpace space : List.of(AddressSpace.I386_3GB, AddressSpace.I386_4GB)) {
            NativeService service = waiting(program).addressSpace(space).build();
            try (RunningService running = RunningService.launch(service, folder)) {
                assertThat(running.wordSize()).isEqualTo(OptionalInt.of(32));
                long end = highestStack(running.root().pid());
                assertThat(end).isBetween(space.end() - (16 << 20), space.end());
            }
        }
    }

    @Test
    void refusesWhatTheMachineOrTheSpaceCannotRun() {
        Path wide = NativePrograms.build("stacks.c");
        NativeService inThree = waiting(wide).addressSpace(AddressSpace.I386_3GB).build();
        assertThatThrownBy(() -> RunningService.requireAvailable(inThree))
                .isInstanceOf(ServiceException.class)
                .hasMessage(
                        "addressSpace(I386_3GB) needs a 32-bit program, and "
                                + wide
                                + " is a 64-bit one; build it with -m32, or leave addressSpace out:"
                                + " a budget within i386-3gb predicts how it would be");
        Path alien =
                NativePrograms.build("stacks.c", "-m32", "-Wl,--dynamic-linker=/lib/no-such.so.2");
        assertThatThrownBy(() -> RunningService.launch(waiting(alien).build(), folder))
                .isInstanceOf(ServiceException.class)
                .hasMessage(
                        alien
                                + " is a 32-bit program, and its loader /lib/no-such.so.2 is not on"
                                + " this machine; install the 32-bit C library (libc6-i386 for"
                                + " 32-bit programs on Debian), or build it for this machine");
    }
}
