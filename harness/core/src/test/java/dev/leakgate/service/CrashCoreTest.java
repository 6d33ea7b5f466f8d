package dev.leakgate.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrashCoreTest {

    private static final int PID = 4711;
    private static final FileTime LAUNCHED = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir Path folder;
    private Path proc;

    @BeforeEach
    void plainCores() throws IOException {
        proc = folder.resolve("proc");
        Files.createDirectories(proc.resolve("sys/kernel"));
        kernel("core", "0");
    }

    @ParameterizedTest
    @CsvSource({
        "core, 0, core",
        "core, 1, core.4711",
        "core.%p, 1, core.4711",
        "core-%e-%p-%t, 0, core-gateway-4711-1767225601",
        "100%%.%p, 0, 100%.4711",
        "sub/core, 0, sub/core"
    })
    void findsWhatThePatternNames(String pattern, String usesPid, String file) throws IOException {
        kernel(pattern, usesPid);
        Path core = write(file, 1);
        assertThat(find(-1).file()).isEqualTo(core);
    }

    @Test
    void takesTheNewestThatIsNotOlderThanTheLaunch() throws IOException {
        kernel("core.%t", "0");
        write("core.1", -1);
        write("core.2", 2);
        Path newest = write("core.3", 3);
        write("other.4", 4);
        assertThat(find(4 << 20).file()).isEqualTo(newest);
    }

    @Test
    void saysWhyThereIsNoneAndHowToGetOne() throws IOException {
        write("core", -1);
        assertThat(find(-1).absence()).startsWith("no new core is in " + folder);
        assertThat(find(0).absence()).contains("ulimit -c unlimited");
        kernel("|/lib/systemd/systemd-coredump %P %u", "0");
        assertThat(find(-1).absence()).endsWith("coredumpctl dump 4711");
        kernel("|/usr/share/apport/apport -p%p", "0");
        assertThat(find(-1).absence())
                .startsWith("it went to /usr/share/apport/apport ")
                .contains("sysctl -w kernel.core_pattern=core");
        kernel("/cores/%e/core", "0");
        assertThat(find(-1).absence()).startsWith("cores go to /cores/%e/core");
        kernel("", "0");
        assertThat(find(-1).absence()).startsWith("kernel.core_pattern is empty");
        kernel("/no/such/folder/core", "0");
        assertThat(find(-1).absence()).startsWith("no new core is in /no/such/folder");
    }

    private CrashCore find(long limit) {
        CrashCore found = CrashCore.find(proc, PID, folder, LAUNCHED, limit);
        assertThat(found.file() == null).isEqualTo(!found.absence().isEmpty());
        return found;
    }

    private void kernel(String pattern, String usesPid) throws IOException {
        Files.writeString(proc.resolve("sys/kernel/core_pattern"), pattern + "\n");
        Files.writeString(proc.resolve("sys/kernel/core_uses_pid"), usesPid + "\n");
    }

    private Path write(String name, int secondsAfterLaunch) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "core");
        Files.setLastModifiedTime(
                file, FileTime.from(LAUNCHED.toInstant().plusSeconds(secondsAfterLaunch)));
        return file;
    }
}
