package dev.leakgate.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    private final int self = (int) ProcessHandle.current().pid();
    private final Path file;

    PidFileTest(@TempDir Path folder) {
        file = folder.resolve("gateway.pid");
    }

    @BeforeEach
    void write() throws IOException {
        Files.writeString(file, self + "\n");
    }

    @Test
    void namesTheProcessThatWroteIt() {
        assertThat(PidFile.read(file)).isEqualTo(self);
    }

    @Test
    void refusesAFileThatIsOlderThanTheProcess() throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));

        assertThatThrownBy(() -> PidFile.read(file))
                .isInstanceOf(ServiceException.class)
                .hasMessageMatching(
                        "the pid file .*gateway.pid is stale: process "
                                + self
                                + " \\(java\\) began after it was written, so it is another; start the"
                                + " service, or remove the file");
    }

    @Test
    void refusesAFileWhoseProcessHasEnded() throws IOException {
        // Above the largest that pid_max allows.
        Files.writeString(file, "999999999");

        assertThatThrownBy(() -> PidFile.read(file))
                .hasMessageEndingWith(
                        " is stale: there is no process 999999999; start the service, or remove the"
                                + " file");
    }

    @Test
    void refusesAFileWithoutANumber() throws IOException {
        Files.writeString(file, "-1\nx");

        assertThatThrownBy(() -> PidFile.read(file))
                .hasMessageEndingWith(" holds no process id, but \"-1 x\"");
        assertThatThrownBy(() -> PidFile.read(file.resolveSibling("none")))
                .hasMessageContaining(" cannot be read ")
                .hasMessageEndingWith("is the service up?");
    }
}
