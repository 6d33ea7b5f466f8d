package dev.leakgate.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.leakgate.linux.ExitStatus;
import dev.leakgate.testing.KeepingService;
import dev.leakgate.testing.RunningProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finds processes that run by themselves, and says why some cannot be checked. */
class AttachedServiceIT {

    /* Above the largest that pid_max allows. */
    private static final int NOBODY = 999_999_999;

    private final Path folder;

    AttachedServiceIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void findsTheSameProcessByPidByPidFileAndByPort() throws IOException {
        try (KeepingService service = KeepingService.startByShell(folder, 0)) {
            Path file = Files.writeString(folder.resolve("a.pid"), service.id().pid() + "\n");
            for (NativeService described :
                    new NativeService[] {
                        NativeService.attach(service.id().pid()).build(),
                        NativeService.attach(file).build(),
                        NativeService.attachToPort(service.port()).build()
                    }) {
                try (RunningService found = RunningService.launch(described, folder)) {
                    assertThat(found.root()).as(described.toString()).isEqualTo(service.id());
                    assertThat(found.attached()).isTrue();
                    assertThat(found.address().orElseThrow().getPort()).isEqualTo(service.port());
                    assertThat(found.command()).startsWith("perl").endsWith("0");
                    assertThat(found.executable().orElseThrow().toString()).contains("perl");
                    assertThat(found.wordSize()).hasValue(64);
                    assertThat(found.processes()).containsExactly(service.id());
                }
                assertThat(service.answers()).isTrue();
            }
        }
    }

    /** Since Linux 6.15 whoever had the process open is told. */
    @Test
    void seesTheEndOfAProcessAndHowWhereTheKernelTells() throws IOException {
        try (KeepingService service = KeepingService.startByShell(folder, 0);
                RunningService found = attach(service.id().pid())) {
            assertThat(found.awaitEnd(Duration.ZERO)).isFalse();
            assertThat(found.exitStatus()).isEmpty();

            service.kill();

            assertThat(found.awaitEnd(Duration.ofSeconds(60))).isTrue();
            String how = " with SIGKILL in round 2";
            assertThat(found.ended("in round 2"))
                    .startsWith(
                            "the service, process "
                                    + found.root()
                                    + " (perl) that ran before, ended")
                    .endsWith(
                            tellsOthers()
                                    ? how
                                    : " in round 2; how, its parent and its log can tell");
            if (tellsOthers()) {
                assertThat(found.exitStatus()).contains(new ExitStatus.Signalled(9, false));
            }
        }
    }

    private static boolean tellsOthers() {
        String[] version = System.getProperty("os.version").split("[^0-9]", 3);
        int major = Integer.parseInt(version[0]);
        return major > 6 || (major == 6 && Integer.parseInt(version[1]) >= 15);
    }

    @Test
    void takesTheParentOfWorkersThatShareASocket() throws IOException {
        String forking =
                """
                use Socket;
                socket(my $s, PF_INET, SOCK_STREAM, 0);
                bind($s, pack_sockaddr_in(0, INADDR_LOOPBACK));
                listen($s, 5);
                $| = 1;
                fork() == 0 and do { sleep 600; exit } for 1, 2;
                print( (unpack_sockaddr_in(getsockname $s))[0], "\n");
                sleep 600;
                """;
        try (RunningProgram master = RunningProgram.start("perl", "-e", forking)) {
            int port = Integer.parseInt(master.firstLine());
            try (RunningService found =
                    RunningService.launch(NativeService.attachToPort(port).build(), folder)) {
                assertThat(found.root().pid()).isEqualTo(master.pid());
                assertThat(found.processes()).hasSize(3);
            } finally {
                master.children().forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void refusesAPortWhereNobodyListensOrSeveralServicesDo() throws IOException {
        try (KeepingService service = KeepingService.startByShell(folder, 0)) {
            byte[] other = {127, 0, 0, 2};
            try (ServerSocket ours =
                    new ServerSocket(service.port(), 1, InetAddress.getByAddress(other))) {
                assertThat(ours.isBound()).isTrue();
                refused(NativeService.attachToPort(service.port()))
                        .hasMessageStartingWith(
                                "2 services listen on port " + service.port() + ", ")
                        .hasMessageContaining("perl (process " + service.id().pid() + ")")
                        .hasMessageContaining(
                                "java (process " + ProcessHandle.current().pid() + ")")
                        .hasMessageEndingWith("; attach to one of them by its pid");
            }
        }
        int free;
        try (ServerSocket taken = new ServerSocket(0)) {
            free = taken.getLocalPort();
        }
        refused(NativeService.attachToPort(free))
                .hasMessage(
                        "nobody listens on port "
                                + free
                                + "; start the service, or correct the port (ss -ltn lists them)");
    }

    @Test
    void refusesWhatIsNoServiceWithTheCause() throws Exception {
        int self = (int) ProcessHandle.current().pid();
        refused(NativeService.attach(NOBODY))
                .hasMessage(
                        "there is no process 999999999; check the pid, for instance with ps -e");
        refused(NativeService.attach(self))
                .hasMessage(
                        "process "
                                + self
                                + " is this JVM, which cannot stop itself; name the service's pid");
        try (RunningProgram parent =
                RunningProgram.start(
                        "perl",
                        "-e",
                        "$| = 1; if ($p = fork) { sleep 1 while"
                                + " -e \"/proc/$p/exe\" && readlink \"/proc/$p/exe\"; print \"$p\\n\"; sleep 600 }")) {
            refused(NativeService.attach(Integer.parseInt(parent.firstLine())))
                    .hasMessageMatching(
                            "process [0-9]+ \\(perl\\) has ended and waits for its parent to take notice"
                                    + " \\(zombie\\); start it again, or name another");
        }
    }

    @Test
    void refusesAThreadOfTheKernel() throws IOException {
        Path name = Path.of("/proc/2/comm");
        assumeThat(Files.exists(name) ? Files.readString(name) : "").isEqualTo("kthreadd\n");
        refused(NativeService.attach(2))
                .hasMessage(
                        "process 2 (kthreadd) is a thread of the kernel and has no memory of its own;"
                                + " name a process of a service");
    }

    @Test
    void refusesToBeTracedFromTheStart() throws IOException {
        try (KeepingService service = KeepingService.startByShell(folder, 0)) {
            int pid = service.id().pid();
            assertThatThrownBy(
                            () ->
                                    RunningService.launch(
                                            NativeService.attach(pid).build(),
                                            folder,
                                            (process, thread, signal) -> {}))
                    .hasMessage(
                            "onCrash = TRACE traces a service from its start, and process "
                                    + pid
                                    + " runs already; leave onCrash out");
        }
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(
            NativeService.AttachBuilder service) {
        return assertThatThrownBy(() -> RunningService.requireAvailable(service.build()))
                .isInstanceOf(ServiceException.class);
    }

    private RunningService attach(int pid) {
        return RunningService.launch(NativeService.attach(pid).build(), folder);
    }
}
