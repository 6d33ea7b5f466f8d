package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the gateway of the samples, or its fixed twin, under a steady load of the requests that tell
 * them apart. It is no child of this JVM's, see {@link Sleeper}.
 */
final class Gateway implements AutoCloseable {

    /**
     * What the gateway that leaks keeps of each request for an unknown channel, malloc's word
     * included.
     */
    static final int KEPT = 1504;

    private static final byte[] REQUEST =
            "GET /itop?channelid=4099 HTTP/1.1\r\nHost: a\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final long PAUSE_NANOS = 2_000_000;

    private final long pid;
    private final int port;
    private final AtomicLong answered = new AtomicLong();
    private final Thread load;
    private volatile boolean closed;

    private Gateway(long pid, int port) {
        this.pid = pid;
        this.port = port;
        load = new Thread(this::send, "load");
        load.start();
    }

    /** Starts {@code gateway} or {@code gateway-fixed}. */
    static Gateway start(String target) throws IOException, InterruptedException {
        Path program = SampleServices.build(target);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "\"$0\" --port \"$1\" >/dev/null 2>&1 & echo $!",
                                program.toString(),
                                Integer.toString(port))
                        .start();
        String said =
                new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Gateway(Long.parseLong(said), port);
    }

    String pid() {
        return Long.toString(pid);
    }

    int port() {
        return port;
    }

    /** Returns how many requests it has answered. */
    long answered() {
        return answered.get();
    }

    boolean runs() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Asserts that it still answers: more requests than until now. */
    void assertGoesOn() throws InterruptedException {
        long before = answered();
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (answered() < before + 20 && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(answered()).as("answers after Leakgate was done").isGreaterThan(before + 19);
    }

    /** Ends the process as its own fault would. */
    void kill() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private void send() {
        byte[] answer = new byte[4096];
        while (!closed) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream();
                while (!closed) {
                    out.write(REQUEST);
                    if (in.read(answer) < 0) {
                        break;
                    }
                    answered.incrementAndGet();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (IOException notReadyOrEnded) {
                LockSupport.parkNanos(10 * PAUSE_NANOS);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        kill();
        try {
            load.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
