package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakgate.linux.Frozen;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.testing.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lets the kernel refuse forks, each by a limit of its own, and reads the service all the same. */
class CaptureRefusalsIT {

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final String NOBODY = "65534";

    @Test
    void namesTheLimitOfProcessesOfItsUser() {
        assumeRoot();
        // The limit holds for whoever is not root; nobody has one process at least, this one.
        try (Service service =
                Service.start(
                        "setpriv --reuid="
                                + NOBODY
                                + " --clear-groups prlimit --nproc=1:1000 sleep 600")) {
            CaptureRefusal refusal = refusalOfFork(service.pid());

            assertThat(refusal.cause())
                    .matches(
                            "process "
                                    + service.pid()
                                    + " may not have one more process \\(EAGAIN\\): its limit of processes"
                                    + " \\(RLIMIT_NPROC\\) is 1, and its user, uid 65534, has [0-9,]+"
                                    + " threads");
            assertThat(refusal.remedy())
                    .matches(
                            "raise it: prlimit --pid "
                                    + service.pid()
                                    + " --nproc=([0-9]+), or start the service with ulimit -u \\1");
            assertThat(
                            run(
                                    ("setpriv --reuid=%s --clear-groups prlimit --pid %d"
                                                    + " --nproc=1000:1000")
                                            .formatted(NOBODY, service.pid())
                                            .split(" ")))
                    .isZero();
            takenBy(CaptureMode.FORK, service.pid());
        }
    }

    @Test
    void namesThePidsOfItsControlGroup() throws IOException {
        Path group = newGroup("pids", "pids.max");
        try (Service service = Service.start("sleep 600")) {
            Files.writeString(group.resolve("pids.max"), "1");
            Files.writeString(group.resolve("cgroup.procs"), "" + service.pid());

            CaptureRefusal refusal = refusalOfFork(service.pid());

            assertThat(refusal.cause())
                    .endsWith(
                            " may not have one more process (EAGAIN): pids.max of its cgroup "
                                    + group
                                    + " is 1, and 1 are there");
            assertThat(refusal.remedy())
                    .startsWith("raise it: echo 17 > " + group.resolve("pids.max"));
            Files.writeString(group.resolve("pids.max"), "17");
            takenBy(CaptureMode.FORK, service.pid());
        } finally {
            remove(group);
        }
    }

    @Test
    void leavesAServiceAloneWhoseControlGroupHasTooLittleMemory() throws IOException {
        boolean second = Files.exists(CGROUPS.resolve("cgroup.controllers"));
        String limit = second ? "memory.max" : "memory.limit_in_bytes";
        Path group = newGroup("memory", limit);
        try (Service service = Service.start("sleep 600")) {
            Files.writeString(group.resolve(limit), "" + (40 << 20));
            Files.writeString(group.resolve("cgroup.procs"), "" + service.pid());

            CaptureRefusal refusal = refusalOfFork(service.pid());

            assertThat(refusal.cause())
                    .matches(
                            "the cgroup of process "
                                    + service.pid()
                                    + " has only (39|40) MiB of memory left, and a copy may need 64 MiB");
            assertThat(refusal.remedy()).startsWith("raise its memory.max");
        } finally {
            remove(group);
        }
    }

    /** AUTO reads it while it stands; FORK alone says why not. */
    private static CaptureRefusal refusalOfFork(int pid) {
        Capture capture = Captures.of(pid, CaptureMode.FORK);
        assertThat(capture).isInstanceOf(Capture.Refused.class);
        Capture.Taken fallback = takenBy(CaptureMode.STOP, pid);
        assertThat(fallback.refusals()).isEqualTo(((Capture.Refused) capture).refusals());
        return fallback.refusals().get(0);
    }

    private static Capture.Taken takenBy(CaptureMode mode, int pid) {
        Capture capture = Captures.of(pid, CaptureMode.AUTO);
        assertThat(capture).isInstanceOf(Capture.Taken.class);
        Capture.Taken taken = (Capture.Taken) capture;
        try (Image image = taken.image()) {
            assertThat(taken.mode()).isEqualTo(mode);
            assertThat(image.threads()).hasSize(1);
        }
        try (ProcReader proc = new ProcReader()) {
            Frozen.await("it to wait again", () -> proc.stat(pid).orElseThrow().state() == 'S');
            assertThat(proc.pids())
                    .noneMatch(
                            child ->
                                    proc.stat(child)
                                            .filter(stat -> stat.ppid() == pid)
                                            .isPresent());
        }
        return taken;
    }

    private static void assumeRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    }

    /** Makes a group below ours; skips the test where that is not allowed. */
    private static Path newGroup(String controller, String limit) {
        for (Path root : List.of(CGROUPS.resolve(controller), CGROUPS)) {
            Path group = root.resolve("leakgate-" + ProcessHandle.current().pid());
            try {
                Files.createDirectory(group);
            } catch (IOException | SecurityException notAllowed) {
                continue;
            }
            if (Files.isWritable(group.resolve(limit))) {
                return group;
            }
            remove(group);
        }
        return abort("no control group with " + controller + " can be made here");
    }

    /** It is empty as soon as the kernel has taken notice that its process ended. */
    private static void remove(Path group) {
        Frozen.await(
                "an empty control group", () -> group.toFile().delete() || !Files.exists(group));
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** The JDK waits on the shell only, so that the program can be traced. */
    private record Service(RunningProgram shell, int pid) implements AutoCloseable {

        static Service start(String command) {
            RunningProgram shell =
                    RunningProgram.start("sh", "-c", command + " >/dev/null & echo $!; wait");
            int pid = Integer.parseInt(shell.firstLine());
            try (ProcReader proc = new ProcReader()) {
                Frozen.await(
                        command + " to sleep",
                        () ->
                                proc.stat(pid)
                                        .filter(stat -> stat.state() == 'S')
                                        .filter(stat -> command.contains(stat.comm()))
                                        .filter(stat -> !stat.comm().equals("setpriv"))
                                        .isPresent());
            }
            return new Service(shell, pid);
        }

        @Override
        public void close() {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            shell.close();
        }
    }
}
