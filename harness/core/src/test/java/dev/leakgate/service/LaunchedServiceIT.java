package dev.leakgate.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.linux.Signal;
import dev.leakgate.testing.NativePrograms;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchedServiceIT {

    private static final Path DAEMON = NativePrograms.build("daemon.c");

    @TempDir Path folder;
    private final ProcReader proc = new ProcReader();

    @ParameterizedTest
    @ValueSource(strings = {"stay", "background"})
    void findsAllProcessesOfAServiceAndStopsThem(String mode) {
        RunningService service = launch(NativeService.command(DAEMON + "", "${port}", mode));
        List<ProcessId> processes = service.processes();
        assertThat(processes).hasSize(3);
        assertThat(service.exitStatus().isPresent()).isEqualTo(mode.equals("background"));

        service.close();

        assertThat(processes).allMatch(process -> proc.stat(process.pid()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesToEachOfTwoServicesItsOwnDaemon(boolean byShell) {
        RunningService first = launch(NativeService.command(DAEMON + "", "${port}", "background"));
        RunningService second =
                launch(
                        byShell
                                ? NativeService.command("sh", "-c", DAEMON + " ${port} stay &")
                                : NativeService.command(DAEMON + "", "${port}", "background"));
        List<ProcessId> daemons = second.processes();
        assertThat(daemons).hasSize(3);
        assertThat(first.processes()).hasSize(3).doesNotContainAnyElementsOf(daemons);

        first.close();

        assertThat(second.processes()).isEqualTo(daemons);
        second.close();
        assertThat(daemons).allMatch(process -> proc.stat(process.pid()).isEmpty());
    }

    @Test
    void runsAsAnotherUserWithoutGroupsOfOurs() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can be another");
        Path log = folder.resolve(RunningService.LOG_FILE);
        RunningService service =
                launch(
                        NativeService.command(
                                        "sh", "-c", "id -un; id -Gn; echo ready; exec sleep 600")
                                .readyWhenLogged("ready")
                                .runAs("nobody"));
        try {
            assertThat(Files.readAllLines(log)).containsExactly("nobody", "nogroup", "ready");
        } finally {
            service.close();
        }
    }

    @Test
    void saysThatItCannotRunAsSomebodyWhoIsNot() {
        assertThatThrownBy(() -> launch(NativeService.command("true").runAs("no-such-user")))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith(
                        "runAs(\"no-such-user\"): /etc/passwd has no user of that name");
    }

    @Test
    void killsAServiceThatIgnoresSigterm() {
        RunningService service =
                launch(
                        NativeService.command(DAEMON + "", "${port}", "stubborn")
                                .stopWithin(Duration.ofMillis(200)));
        List<ProcessId> processes = service.processes();

        service.close();

        assertThat(service.exitStatus()).contains(new ExitStatus.Signalled(Signal.SIGKILL, false));
        assertThat(processes).allMatch(process -> proc.stat(process.pid()).isEmpty());
    }

    @Test
    void endsAServiceByTheSignalThatItWants() {
        RunningService service =
                launch(
                        NativeService.command(
                                        "sh",
                                        "-c",
                                        "trap '' TERM; trap 'exit 7' INT; echo ready;"
                                                + " while :; do sleep 0.01; done")
                                .readyWhenLogged("ready")
                                .stopSignal("SIGINT"));

        service.close();

        assertThat(service.exitStatus()).contains(new ExitStatus.Exited(7));
    }

    @Test
    void refusesASignalThatIsNone() {
        assertThatThrownBy(() -> NativeService.command("true").stopSignal("TERM"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "stopSignal \"TERM\" is no signal; write it as kill -l does");
    }

    @Test
    void isReadyWhenALineIsLogged() {
        try (RunningService service =
                launch(
                        NativeService.command("sh", "-c", "echo one; echo ready at 7; sleep 60")
                                .readyWhenLogged("ready at \\d"))) {
            assertThat(service.address()).isEmpty();
            assertThat(service.logTail()).isEqualTo("  its last output:\n    one\n    ready at 7");
        }
    }

    @Test
    void putsThePortIntoArgumentsAndEnvironment() throws Exception {
        try (RunningService service =
                launch(
                        NativeService.command("sh", "-c", "echo \"$AT ${port}\"; exec sleep 60")
                                .environment("AT", "port=${port}")
                                .readyWhenLogged("port="))) {
            int port = service.address().orElseThrow().getPort();
            assertThat(Files.readString(folder.resolve(RunningService.LOG_FILE)))
                    .isEqualTo("port=" + port + " " + port + "\n");
        }
    }

    @Test
    void saysThatACommandIsNotFound() {
        assertThatThrownBy(() -> launch(NativeService.command("target/native/gatewya")))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("command not found: ")
                .hasMessageContaining("target/native/gatewya does not exist; build it");
        assertThatThrownBy(() -> launch(NativeService.command("no-such-program-here")))
                .hasMessageStartingWith("command not found: \"no-such-program-here\" is in no")
                .hasMessageEndingWith("install it or write its path");
    }

    @Test
    void saysThatACommandIsNotExecutable() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "no program");
        assertThatThrownBy(() -> launch(NativeService.command(text.toString())))
                .hasMessage(
                        "command not executable: %s; it must be a program, try chmod +x %s",
                        text, text);
    }

    @Test
    void saysHowAServiceEndedThatExitsAtOnce() {
        assertThatThrownBy(
                        () ->
                                launch(
                                        NativeService.command(
                                                "sh", "-c", "echo no licence; exit 3 # ${port}")))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith(
                        "the service ended before it was ready, with exit status 3: sh -c ")
                .hasMessageEndingWith("\n  its last output:\n    no licence");
    }

    @Test
    void saysWhatAServiceDidNotDoThatIsNeverReady() {
        assertThatThrownBy(
                        () ->
                                launch(
                                        NativeService.command("sh", "-c", "sleep 60 # ${port}")
                                                .readyWithin(Duration.ofMillis(300))))
                .hasMessageMatching(
                        "the service was not ready within 300 ms: nothing listens on port \\d+"
                                + " \\(Connection refused\\); if it needs longer, set readyWithin\\(…\\)\n"
                                + "  it wrote nothing");
        assertThatThrownBy(
                        () ->
                                launch(
                                        NativeService.command(DAEMON + "", "${port}", "stay")
                                                .readyWhenHttpAnswers("/health")
                                                .readyWithin(Duration.ofMillis(300))))
                .hasMessageContaining("GET /health on port ");
    }

    @Test
    void saysWhoHasThePort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(
                            () ->
                                    launch(
                                            NativeService.command(DAEMON + "", port + "", "stay")
                                                    .port(port)))
                    .isInstanceOf(ServiceException.class)
                    .hasMessageMatching(
                            "port "
                                    + port
                                    + " is taken by java \\(process "
                                    + ProcessHandle.current().pid()
                                    + "\\); stop that, or let \\$\\{port} pick a free one");
        }
    }

    @Test
    void saysThatAServiceWithoutPortCannotBeWaitedFor() {
        assertThatThrownBy(() -> launch(NativeService.command("sleep", "60")))
                .hasMessageContaining("write ${port} where its command takes one");
    }

    @Test
    void nginxQuitsGracefullyOnSigquit() throws Exception {
        Path configuration =
                Files.writeString(
                        folder.resolve("nginx.conf"),
                        """
                        daemon off; pid %1$s/nginx.pid; error_log stderr info;
                        events {}
                        http { access_log off; client_body_temp_path %1$s/b; proxy_temp_path %1$s/p;
                          fastcgi_temp_path %1$s/f; uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
                          server { listen 127.0.0.1:%2$d; } }
                        """
                                .formatted(folder, FreePort.pick()));
        try (RunningService service =
                launch(
                        NativeService.command("/usr/sbin/nginx", "-c", configuration.toString())
                                .readyWhenLogged("start worker process"))) {
            new ProcessBuilder("kill", "-QUIT", service.root().toString()).start().waitFor();

            assertThat(service.awaitEnd(Duration.ofSeconds(20))).isTrue();
            assertThat(service.exitStatus()).contains(new ExitStatus.Exited(0));
            assertThat(Files.readString(folder.resolve(RunningService.LOG_FILE)))
                    .contains("signal 3 (SIGQUIT) received", "gracefully shutting down");
        }
    }

    private RunningService launch(NativeService.Builder service) {
        return RunningService.launch(service.build(), folder);
    }
}
