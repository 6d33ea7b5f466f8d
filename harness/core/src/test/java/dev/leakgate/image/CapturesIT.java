package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakgate.linux.Frozen;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Freezes real processes in each way; the truth of the service's memory stands in frozen.c. */
class CapturesIT {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    @TempDir Path folder;

    @ParameterizedTest(name = "{0}, {1}-bit")
    @CsvSource({"FORK, 64", "FORK, 32", "STOP, 64", "STOP, 32"})
    void showsTheProcessAsItWas(CaptureMode mode, int bits) {
        try (Frozen service = Frozen.attach(folder, bits, 2, "epoll_wait", "c")) {
            Capture.Taken taken = taken(Captures.of(service.pid(), mode));
            try (Image image = taken.image()) {
                assertThat(taken.mode()).isEqualTo(mode);
                assertThat(taken.refusals()).isEmpty();
                assertThat(image.pid()).isEqualTo(service.pid());
                assertThat(image.wordSize())
                        .isEqualTo(bits == 32 ? WordSize.BITS_32 : WordSize.BITS_64);
                assertThat(image.process().name()).startsWith("frozen");
                assertThat(image.process().arguments()).endsWith("epoll_wait c");
                assertThat(image.limits()).contains("Max stack size");
                assertThat(image.auxv()).isNotEmpty();
                assertThat(image.mappings())
                        .extracting(ImageMapping::name)
                        .contains("[heap]", "[stack]", "[vdso]");
                assertThat(image.threads().get(0).tid()).isEqualTo(service.pid());
                assertThat(image.threads())
                        .allSatisfy(thread -> hasItsStackAndPointer(thread, image));
                assertThat(rightWords(image, service)).isEqualTo(service.word(Frozen.WORDS));
                assertThat(image.read(8, ByteBuffer.allocate(8))).as("a hole").isZero();
            }
            service.isUnharmed();
            service.hasNoCopy();
        }
    }

    @Test
    void tellsWhichPagesHoldData() {
        try (Frozen service = Frozen.attach(folder, 64, 2, "futex", "-")) {
            try (Image image = taken(Captures.of(service.pid(), CaptureMode.FORK)).image()) {
                long start = service.word(Frozen.MEMORY);
                long end = start + 8 * service.word(Frozen.WORDS);
                assertThat(image.nextData(start, end)).isEqualTo(start);
                assertThat(image.nextHole(start, end)).isEqualTo(end);
                // The kernel's code is in no page table, and is data all the same.
                ImageMapping vdso =
                        image.mappings().stream()
                                .filter(mapping -> mapping.name().equals("[vdso]"))
                                .findFirst()
                                .orElseThrow();
                assertThat(image.nextData(vdso.start(), vdso.end())).isEqualTo(vdso.start());
                // One page more was mapped, and never touched.
                assertThat(image.nextData(end, end + 4096)).isEqualTo(end + 4096);
            }
        }
    }

    @Test
    void readsOnlyWhatIsWantedWhileTheProcessStands() {
        try (Frozen service = Frozen.attach(folder, 64, 2, "futex", "-")) {
            long start = service.word(Frozen.MEMORY);
            Capture.Taken taken =
                    taken(
                            Captures.of(
                                    service.pid(),
                                    CaptureMode.STOP,
                                    mapping -> mapping.contains(start)));
            try (Image image = taken.image()) {
                assertThat(rightWords(image, service)).isEqualTo(service.word(Frozen.WORDS));
                assertThat(image.losses()).singleElement().asString().contains("were not read");
                long sp = image.threads().get(0).registers().sp();
                assertThat(image.read(sp, ByteBuffer.allocate(8))).as("the stack").isZero();
            }
        }
    }

    @Test
    void readsAServiceThatWouldBeKilledIfItForked() {
        try (RunningProgramBehindShell sealed = behindShell("sealed.c")) {
            Capture.Taken taken = taken(Captures.of(sealed.pid(), CaptureMode.AUTO));
            taken.image().close();
            assertThat(taken.mode()).isEqualTo(CaptureMode.STOP);
            assertThat(taken.refusals())
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.cause()).contains("seccomp"));
            Frozen.await("it to wait again", () -> stateOf(sealed.pid()) == 'S');
        }
    }

    @ParameterizedTest
    @EnumSource(CaptureMode.class)
    void refusesWhatIsNoServiceAndSaysWhy(CaptureMode mode) throws Exception {
        int self = (int) ProcessHandle.current().pid();
        assertThat(refusal(self, mode)).contains("is this JVM").contains("name the service's pid");
        assertThat(refusal(0, mode)).contains("there is no process 0");
        assertThat(refusal(-1, mode)).contains("there is no process -1");
        assertThat(refusal(Integer.MAX_VALUE, mode)).contains("there is no process 2147483647");
        int ended;
        try (RunningProgram program = RunningProgram.start("echo", "ended")) {
            program.awaitEnd();
            ended = program.pid();
        }
        assertThat(refusal(ended, mode)).contains("there is no process " + ended, "check the pid");
        try (RunningProgramBehindShell zombie = behindShell("troubled.c", "zombie")) {
            assertThat(refusal(zombie.pid(), mode)).contains("(zombie)");
        }
        try (RunningProgramBehindShell traced = behindShell("troubled.c", "traced")) {
            assertThat(refusal(traced.pid(), mode))
                    .matches("(?s).*is traced by process \\d+ \\(troubled.*\\).*end troubled.*");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CaptureMode.class,
            names = {"FORK", "STOP"})
    void refusesAThreadOfTheKernel(CaptureMode mode) {
        assumeTrue(
                new ProcReader().stat(2).filter(stat -> stat.comm().equals("kthreadd")).isPresent(),
                "this pid namespace shows no threads of the kernel");
        assertThat(refusal(2, mode)).contains("is a thread of the kernel");
    }

    @Test
    void namesTheCapabilityThatIsMissing() {
        assumeTrue("root".equals(System.getProperty("user.name")), "takes a capability from root");
        try (Frozen service = Frozen.attach(folder, 64, 1, "registers", "-");
                RunningProgram harness = withoutCapability(service.pid())) {
            assertThat(harness.firstLine())
                    .startsWith("the kernel does not let us trace process " + service.pid())
                    .contains("uid 0; we are uid 0", "give the JVM CAP_SYS_PTRACE");
            service.isUnharmed();
        }
    }

    @Test
    void refusesTheFirstProcessOfTheMachineAsAnyOther() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "takes a capability from root");
        String name = Files.readString(Path.of("/proc/1/comm")).strip();
        assumeTrue(
                mayTrace(1), "process 1 has no capability that we have not, and could be captured");
        try (RunningProgram harness = withoutCapability(1)) {
            assertThat(harness.firstLine())
                    .startsWith("the kernel does not let us trace process 1 (" + name + ", uid ")
                    .contains("give the JVM CAP_SYS_PTRACE");
        }
    }

    /** Tells whether a process has CAP_SYS_PTRACE (linux/capability.h), as proc(5) shows it. */
    private static boolean mayTrace(int pid) throws IOException {
        String permitted =
                Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                        .filter(line -> line.startsWith("CapPrm:"))
                        .findFirst()
                        .orElseThrow();
        return (Long.parseLong(permitted.split("\t", -1)[1], 16) >> 19 & 1) == 1;
    }

    private static RunningProgram withoutCapability(int pid) {
        return RunningProgram.start(
                "setpriv",
                "--bounding-set=-sys_ptrace",
                "--inh-caps=-all",
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RefusedHarness.class.getName(),
                pid);
    }

    @Test
    void letsAProcessGoOnThatDoesNotStop() {
        try (RunningProgramBehindShell waiting = behindShell("troubled.c", "vfork")) {
            Capture.Refused refused =
                    (Capture.Refused) Captures.of(waiting.pid(), CaptureMode.AUTO);
            assertThat(refused.message()).contains("did not stop within 250 ms", "state D");
            assertThat(refused.passing()).isTrue();
            assertThat(stateOf(waiting.pid())).isEqualTo('D');
            // Its vfork child ends: now it stops, late, and is to be let go.
            endChildOf(waiting.pid());
            Frozen.await(
                    "it to be let go", () -> stateOf(waiting.pid()) == 'S' && !traced(waiting));
            taken(Captures.of(waiting.pid(), CaptureMode.FORK)).image().close();
        }
    }

    /**
     * Not in the first 250 ms, but soon: as a thread that finds no processor, or a fork and exec.
     */
    @ParameterizedTest
    @EnumSource(
            value = CaptureMode.class,
            names = {"FORK", "STOP"})
    void triesAgainWhenAThreadIsLate(CaptureMode mode) throws Exception {
        try (RunningProgramBehindShell waiting = behindShell("troubled.c", "vfork")) {
            Thread later =
                    new Thread(
                            () -> {
                                Frozen.await("the first try", () -> traced(waiting));
                                LockSupport.parkNanos(Duration.ofMillis(400).toNanos());
                                endChildOf(waiting.pid());
                            });
            later.start();
            Capture.Taken taken = taken(Captures.of(waiting.pid(), mode));
            taken.image().close();
            assertThat(taken.mode()).isEqualTo(mode);
            assertThat(taken.refusals()).isEmpty();
            later.join();
        }
    }

    private static void endChildOf(int parent) {
        try (ProcReader proc = new ProcReader()) {
            int child =
                    proc.pids().stream()
                            .filter(
                                    pid ->
                                            proc.stat(pid)
                                                    .filter(stat -> stat.ppid() == parent)
                                                    .isPresent())
                            .findFirst()
                            .orElseThrow();
            ProcessHandle.of(child).orElseThrow().destroyForcibly();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CaptureMode.class,
            names = {"FORK", "STOP"})
    void takesAProcessWhoseMainThreadEnded(CaptureMode mode) {
        try (RunningProgramBehindShell headless = behindShell("troubled.c", "headless")) {
            Capture.Taken taken = taken(Captures.of(headless.pid(), mode));
            try (Image image = taken.image()) {
                assertThat(image.threads()).hasSize(1);
                assertThat(image.mappings()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CaptureMode.class,
            names = {"FORK", "STOP"})
    void leavesAProcessStoppedThatWasStopped(CaptureMode mode) {
        try (RunningProgramBehindShell stopped = behindShell("troubled.c", "stopped")) {
            taken(Captures.of(stopped.pid(), mode)).image().close();
            Frozen.await("it to stand again", () -> stateOf(stopped.pid()) == 'T');
        }
    }

    @Test
    void takesAProcessThatBecomesAnotherByExecAllTheTime() {
        try (RunningProgramBehindShell execs = behindShell("troubled.c", "execs")) {
            for (int i = 0; i < 20; i++) {
                Capture capture = Captures.of(execs.pid(), CaptureMode.AUTO);
                if (capture instanceof Capture.Taken taken) {
                    taken.image().close();
                }
                assertThat(stateOf(execs.pid())).isNotEqualTo('Z').isNotEqualTo('T');
            }
        }
    }

    @Test
    void showsARunningProcessWithoutStoppingIt() {
        try (Frozen service = Frozen.attach(folder, 64, 2, "futex", "-");
                Image image = Captures.live(service.pid())) {
            assertThat(image.source()).isEqualTo(ImageSource.LIVE);
            assertThat(rightWords(image, service)).isEqualTo(service.word(Frozen.WORDS));
            assertThat(image.losses()).isNotEmpty();
            assertThat(image.modules())
                    .extracting(ImageModule::path)
                    .anyMatch(path -> path.contains("libc"));
        }
    }

    private static Capture.Taken taken(Capture capture) {
        assertThat(capture).isInstanceOf(Capture.Taken.class);
        return (Capture.Taken) capture;
    }

    private static String refusal(int pid, CaptureMode mode) {
        Capture capture = Captures.of(pid, mode);
        assertThat(capture).isInstanceOf(Capture.Refused.class);
        return ((Capture.Refused) capture).message();
    }

    private static void hasItsStackAndPointer(ImageThread thread, Image image) {
        assertThat(thread.name()).isNotEmpty();
        assertThat(thread.threadPointer()).isPresent();
        long sp = thread.registers().sp();
        assertThat(image.read(sp, ByteBuffer.allocate(8))).as("stack of %s", thread).isEqualTo(8);
    }

    private static long rightWords(Image image, Frozen service) {
        long words = service.word(Frozen.WORDS);
        ByteBuffer bytes =
                ByteBuffer.allocate((int) words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        image.read(service.word(Frozen.MEMORY), bytes);
        long right = 0;
        for (int i = 0; i < bytes.position() / Long.BYTES; i++) {
            right += bytes.getLong(i * Long.BYTES) == (i + 1) * GOLDEN ? 1 : 0;
        }
        return right;
    }

    private static char stateOf(int pid) {
        try (ProcReader proc = new ProcReader()) {
            return proc.stat(pid).orElseThrow().state();
        }
    }

    private static boolean traced(RunningProgramBehindShell program) {
        try (ProcReader proc = new ProcReader()) {
            return proc.status(program.pid()).orElseThrow().tracerPid().orElse(0) != 0;
        }
    }

    private static RunningProgramBehindShell behindShell(String source, String... arguments) {
        return RunningProgramBehindShell.start(NativePrograms.build(source), arguments);
    }

    /** The JDK waits on the shell only, so that the program can be traced; it prints its pid. */
    private record RunningProgramBehindShell(RunningProgram shell, int pid)
            implements AutoCloseable {

        static RunningProgramBehindShell start(Path program, String... arguments) {
            RunningProgram shell =
                    RunningProgram.start(
                            "/bin/sh",
                            "-c",
                            program + " " + String.join(" ", List.of(arguments)) + " & wait");
            return new RunningProgramBehindShell(shell, Integer.parseInt(shell.firstLine()));
        }

        @Override
        public void close() {
            ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
            shell.children().forEach(ProcessHandle::destroyForcibly);
            shell.close();
        }
    }
}
