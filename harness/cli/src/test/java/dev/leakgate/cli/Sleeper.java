package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs sleep(1), of which tests look at the memory. It is no child of this JVM's: the JDK waits on
 * its children, and would swallow the stops of one that is traced.
 */
final class Sleeper implements AutoCloseable {

    private final long pid;

    private Sleeper(long pid) {
        this.pid = pid;
    }

    static Sleeper start() throws IOException {
        Process shell =
                new ProcessBuilder("sh", "-c", "sleep 600 >/dev/null 2>&1 & echo $!").start();
        String said =
                new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        Sleeper sleeper = new Sleeper(Long.parseLong(said));
        // Until its exec it is a copy of the shell, and until it sleeps its mappings change.
        while (!Files.readString(sleeper.proc("stat")).contains(" (sleep) S ")) {
            Thread.onSpinWait();
        }
        return sleeper;
    }

    String pid() {
        return Long.toString(pid);
    }

    Path proc(String file) {
        return Path.of("/proc/" + pid + "/" + file);
    }

    /** Has gdb write a core; returns its path. */
    Path gcore(Path folder) throws IOException, InterruptedException {
        Path prefix = folder.resolve("core");
        Process gcore =
                new ProcessBuilder("gcore", "-o", prefix.toString(), pid())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(gcore.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(gcore.waitFor()).as(said).isZero();
        return folder.resolve("core." + pid());
    }

    @Override
    public void close() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
