package dev.leakgate.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what becomes of a recorder whose second half fails, hangs or talks nonsense. */
class HeaptrackRecorderIT {

    @TempDir Path folder;

    @Test
    void saysThatNothingWasRecorded() {
        assertThatThrownBy(() -> recorder("exit 0").read(folder, Duration.ofSeconds(60)))
                .isInstanceOf(SiteException.class)
                .hasMessageStartingWith("heaptrack recorded nothing; a static or setuid program");
    }

    @Test
    void saysThatTheInterpreterFailed() throws IOException {
        recorded();

        assertThatThrownBy(() -> recorder("exit 3").read(folder, Duration.ofSeconds(60)))
                .isInstanceOf(SiteException.class)
                .hasMessageStartingWith("heaptrack_interpret failed with ")
                .hasMessageContaining("3");
        assertThat(folder.resolve("heaptrack.raw")).doesNotExist();
    }

    @Test
    void refusesWhatTheInterpreterDoesNotSay() throws IOException {
        recorded();

        assertThatThrownBy(() -> recorder("echo nonsense").read(folder, Duration.ofSeconds(60)))
                .isInstanceOf(SiteException.class)
                .hasMessageContaining("heaptrack");
    }

    /** Its children too: what they wrote their ids for must not be there any more. */
    @Test
    void killsAnInterpreterThatHangsWithItsChildren() throws IOException {
        recorded();
        Path pids = folder.resolve("pids");

        assertThatThrownBy(
                        () ->
                                recorder(
                                                "sleep 600 & echo $$ $! > "
                                                        + pids
                                                        + ".new; mv "
                                                        + pids
                                                        + ".new "
                                                        + pids
                                                        + "; wait")
                                        .read(folder, Duration.ofSeconds(5)))
                .isInstanceOf(SiteException.class)
                .hasMessage("heaptrack_interpret had not ended after 5 s");

        for (String pid : List.of(Files.readString(pids).strip().split(" "))) {
            assertThat(ended(Long.parseLong(pid))).as("process %s", pid).isTrue();
        }
    }

    /** A zombie that nobody has waited for has ended too. */
    private static boolean ended(long pid) throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        do {
            Path status = Path.of("/proc", Long.toString(pid), "status");
            try {
                if (Files.readString(status).contains("State:\tZ")) {
                    return true;
                }
            } catch (IOException gone) {
                return true;
            }
            Thread.onSpinWait();
        } while (System.nanoTime() < deadline);
        return false;
    }

    private HeaptrackRecorder recorder(String script) throws IOException {
        Path interpreter = folder.resolve("interpret");
        Files.writeString(interpreter, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(interpreter, PosixFilePermissions.fromString("rwx------"));
        return new HeaptrackRecorder(
                folder.resolve("preload.so"), new HeaptrackInterpreter(interpreter));
    }

    private void recorded() throws IOException {
        Files.writeString(folder.resolve("heaptrack.raw"), "v 10400 3\n");
    }
}
