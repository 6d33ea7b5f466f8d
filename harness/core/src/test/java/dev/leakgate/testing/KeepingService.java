package dev.leakgate.testing;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Runs the doctor's service, which keeps as many bytes of each request as it is told. */
public final class KeepingService implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final RunningProgram program;
    private final int port;
    private final ProcessId id;

    private KeepingService(RunningProgram program, int port, int pid) {
        this.program = program;
        this.port = port;
        try (ProcReader proc = new ProcReader()) {
            id = proc.stat(pid).orElseThrow().id();
        }
    }

    /** Starts it as a child of a shell, as services are that nobody launches for a test. */
    public static KeepingService startByShell(Path folder, int bytes) throws IOException {
        int port = freePort();
        RunningProgram shell =
                RunningProgram.start(
                        "sh",
                        "-c",
                        "perl \"$0\" $1 $2 & echo $!; wait $!",
                        copy(folder),
                        port,
                        bytes);
        return awaited(new KeepingService(shell, port, Integer.parseInt(shell.firstLine())));
    }

    /** Starts it as a child of this JVM. */
    public static KeepingService startHere(Path folder, int bytes) throws IOException {
        int port = freePort();
        RunningProgram program =
                RunningProgram.start(
                        "sh", "-c", "echo on; exec perl \"$0\" $1 $2", copy(folder), port, bytes);
        return awaited(new KeepingService(program, port, program.pid()));
    }

    /** Copies the program to a folder; returns where it is. */
    public static Path copy(Path folder) throws IOException {
        Path program = folder.resolve("keeping-service.pl");
        try (InputStream in =
                KeepingService.class.getResourceAsStream(
                        "/dev/leakgate/doctor/keeping-service.pl")) {
            Files.copy(Objects.requireNonNull(in), program);
        }
        return program;
    }

    private static KeepingService awaited(KeepingService service) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!service.answers()) {
            if (System.nanoTime() > deadline) {
                service.close();
                throw new AssertionError("the service does not answer");
            }
            Thread.onSpinWait();
        }
        return service;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    /** Returns the process, which is the same for as long as it runs. */
    public ProcessId id() {
        try (ProcReader proc = new ProcReader()) {
            return proc.stat(id.pid())
                    .filter(stat -> !stat.zombie())
                    .map(stat -> stat.id())
                    .orElse(id);
        }
    }

    /** Lists what the process has started and not reaped. */
    public List<Integer> children() {
        try (ProcReader proc = new ProcReader()) {
            return proc.pids().stream()
                    .filter(pid -> proc.stat(pid).filter(s -> s.ppid() == id.pid()).isPresent())
                    .toList();
        }
    }

    /** Says whether it answers a request. */
    public boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().readAllBytes().length > 0;
        } catch (IOException refused) {
            return false;
        }
    }

    public void kill() {
        ProcessHandle.of(id.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        kill();
        program.close();
    }
}
