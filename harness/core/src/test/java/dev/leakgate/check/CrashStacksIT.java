package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.leakgate.linux.ResourceLimit;
import dev.leakgate.linux.ResourceLimit.Resource;
import dev.leakgate.linux.Tools;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocument.PointerInfo;
import dev.leakgate.report.RunJson;
import dev.leakgate.service.NativeService;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets {@code stacks.c} crash before it is ready, and reads its core. */
class CrashStacksIT {

    private static final CheckPlan PLAN =
            new CheckPlan(
                    0,
                    5,
                    1,
                    1,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(10),
                    BytesPerRequest.ZERO);

    @TempDir Path folder;

    private static void assumeThatCoresAreKept() throws Exception {
        assumeThat(Files.readString(Path.of("/proc/sys/kernel/core_pattern")))
                .as("where cores go, a setting of the machine")
                .doesNotStartWith("|")
                .doesNotStartWith("/")
                .doesNotContain("%");
    }

    private CheckOutcome crash(NativeService.Builder service) {
        return crash(service, OnCrash.CORE);
    }

    private CheckOutcome crash(NativeService.Builder service, OnCrash how) {
        return new LeakChecker(
                        new CheckId("CrashStacksIT", "crash()", "crash"),
                        service.workingDirectory(folder).readyWhenLogged("never").build(),
                        PLAN,
                        List.of(),
                        folder.resolve("evidence"))
                .onCrash(how)
                .limitingSpace(
                        List.of(
                                new SpaceBudget(
                                        null, 96, SpaceLimit.of(AddressSpace.I386_3GB), null)))
                .check(load -> {});
    }

    private RunDocument run() throws Exception {
        return RunJson.read(folder.resolve("evidence").resolve(RunJson.FILE_NAME));
    }

    @Test
    void saysThatNoThreadCouldBeCreatedAnyMore() throws Exception {
        assumeThatCoresAreKept();
        Path program = NativePrograms.build("stacks.c", "-m32");
        CheckOutcome outcome =
                crash(
                        NativeService.command(program.toString(), "exhaust")
                                .stackLimit("32 MiB")
                                .addressSpace(AddressSpace.I386_3GB));

        assertThat(outcome.verdict()).isEqualTo(Verdict.CRASHED);
        assertThat(outcome.message())
                .startsWith(
                        "CRASHED  crash: the service ended with SIGSEGV, core dumped before it was"
                                + " ready")
                .containsPattern(
                        "why     no thread could be created any more: 9[0-5] stacks of 32 MiB"
                                + " \\(RLIMIT_STACK\\?\\) leave no hole of 32 MiB in i386-3gb, so that"
                                + " pthread_create number 9[1-6] answered EAGAIN; of 96 threads that"
                                + " should be there, [1-6] have no stack")
                .contains("  space   i386-3gb: ")
                .containsPattern("\n  thread [0-9]+: esp 0x[0-9a-f]+");
        RunDocument run = run();
        assertThat(run.stacks()).isNotNull();
        assertThat(run.stacks().largest()).isEqualTo(32 << 20);
        assertThat(run.stacks().entries()).hasSizeBetween(91, 96);
        assertThat(run.addressSpace()).isNotNull();
        assertThat(run.addressSpace().largestGap()).isLessThan(33 << 20);
        assertThat(run.crash()).isNotNull();
        assertThat(run.crash().thread()).isEqualTo(run.stacks().pid());
        assertThat(run.crash().pointers())
                .extracting(PointerInfo::register)
                .containsExactly("esp", "ebp");
        assertThat(run.crash().pointers().get(0).region()).startsWith("stacks of stacks");
        if (Tools.find("gdb").isPresent()) {
            assertThat(String.join("\n", run.crash().backtrace()))
                    .containsPattern("#[01] .*pthread_detach")
                    .contains(" exhaust ");
        }
    }

    @Test
    void saysThatAThreadOverflowedItsStack() throws Exception {
        assumeThatCoresAreKept();
        Path program = NativePrograms.build("stacks.c");
        CheckOutcome outcome = crash(NativeService.command(program.toString(), "overflow"));

        assertThat(outcome.verdict()).isEqualTo(Verdict.CRASHED);
        RunDocument run = run();
        assertThat(run.crash()).isNotNull();
        assertThat(run.crash().diagnosis())
                .isEqualTo(
                        "thread "
                                + run.crash().thread()
                                + " overflowed its stack of 128 KiB: its stack pointer is in the"
                                + " guard");
        assertThat(outcome.message())
                .contains("  why     thread ")
                .containsPattern(
                        "\n  thread [0-9]+: rsp 0x[0-9a-f]+ in [^;]+, 0x[0-9a-f]+-0x[0-9a-f]+; rbp"
                                + " 0x");
    }

    /** Whatever the kernel does with cores here: keeps them, or hands them to a program. */
    @Test
    void tracesAServiceWhereverItsCoreGoes() throws Exception {
        Path program = NativePrograms.build("stacks.c");
        CheckOutcome outcome =
                crash(
                        NativeService.command(program.toString(), "overflow")
                                .limit(Resource.CORE, ResourceLimit.UNLIMITED),
                        OnCrash.TRACE);

        assertThat(outcome.message()).contains("overflowed its stack of 128 KiB");
        RunDocument run = run();
        assertThat(run.crash()).isNotNull();
        assertThat(run.stacks()).isNotNull();
        assertThat(run.crash().core()).isEqualTo("core." + run.stacks().pid());
        assertThat(run.crash().pointers()).hasSize(2);
    }

    /** A limit of 0 is what a machine with a handler of cores leaves here: nothing. */
    @Test
    void tracesAServiceThatWillLeaveNoCore() throws Exception {
        Path program = NativePrograms.build("stacks.c", "-m32");
        CheckOutcome outcome =
                crash(
                        NativeService.command(program.toString(), "exhaust")
                                .stackLimit("32 MiB")
                                .addressSpace(AddressSpace.I386_3GB)
                                .limit(Resource.CORE, 0),
                        OnCrash.TRACE);

        assertThat(outcome.verdict()).isEqualTo(Verdict.CRASHED);
        assertThat(outcome.message())
                .startsWith("CRASHED  crash: the service ended with SIGSEGV before it was ready")
                .containsPattern(
                        "why     no thread could be created any more: 9[0-5] stacks of 32 MiB"
                                + " \\(RLIMIT_STACK\\) leave");
        RunDocument run = run();
        assertThat(run.crash()).isNotNull();
        assertThat(run.stacks()).isNotNull();
        assertThat(run.crash().core()).isEqualTo("core." + run.stacks().pid());
        assertThat(run.crash().thread()).isEqualTo(run.stacks().pid());
        assertThat(run.stacks().sizeFrom()).isEqualTo("RLIMIT_STACK");
        if (Tools.find("gdb").isPresent()) {
            assertThat(String.join("\n", run.crash().backtrace())).contains("pthread_detach");
        }
    }

    @Test
    void saysSoWhenThereIsNoCore() throws Exception {
        CheckOutcome outcome =
                crash(
                        NativeService.command(
                                        NativePrograms.build("stacks.c").toString(), "overflow")
                                .limit(Resource.CORE, 0));
        assertThat(outcome.verdict()).isEqualTo(Verdict.CRASHED);
        assertThat(outcome.message()).contains("no core: its limit on cores was 0");
        assertThat(run().stacks()).isNull();
    }

    @Test
    void letsATracedServiceWork() {
        NativeService service =
                NativeService.command(
                                NativePrograms.build("stacks.c").toString(), "idle", "5", "stay")
                        .readyWhenLogged("ready")
                        .build();
        CheckOutcome outcome =
                new LeakChecker(
                                new CheckId("CrashStacksIT", "idle()", "idle"),
                                service,
                                PLAN,
                                List.of(),
                                folder.resolve("evidence"))
                        .onCrash(OnCrash.TRACE)
                        .check(load -> {});
        assertThat(outcome.message()).startsWith("CLEAN");
    }
}
