package dev.leakgate.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorKindsTest {

    @ParameterizedTest
    @CsvSource({
        "socket:[4711], sockets",
        "pipe:[1], pipes",
        "anon_inode:[eventfd], eventfds",
        "anon_inode:[eventpoll], epolls",
        "anon_inode:inotify, inotify",
        "anon_inode:[io_uring], io_uring",
        "pidfd:[12], pidfds",
        "net:[4026531840], net",
        "/memfd:jit (deleted), memfds",
        "/dev/null, devices",
        "/dev/shm/pool, files",
        "/var/log/app.log, files",
        "?, others",
    })
    void tellsTheKindByWhatTheKernelPrints(String target, String kind) {
        assertThat(DescriptorKinds.of(target)).isEqualTo(kind);
    }

    @Test
    void putsFilesOfOneSeriesTogether() {
        assertThat(DescriptorKinds.fileName("/spool/2026/job-17.tmp"))
                .isEqualTo(DescriptorKinds.fileName("/spool/2025/job-4.tmp"))
                .isEqualTo("/spool/*/job-*.tmp");
    }

    @Test
    void namesTheFileThatMostNewOnesAre() {
        assertThat(OpenFiles.mostlyNew(Map.of("/a", 5, "/b", 9), Map.of("/a", 8, "/b", 10)))
                .hasValue("/a");
    }

    @Test
    void namesTheDirectoryWhereEachFileHasANameOfItsOwn() {
        assertThat(
                        OpenFiles.mostlyNew(
                                Map.of(), Map.of("/tmp/a", 1, "/tmp/b", 1, "/tmp/c", 1, "/x/d", 1)))
                .hasValue("/tmp/*");
    }

    @Test
    void namesNothingWhenNoFileCameOn() {
        assertThat(OpenFiles.mostlyNew(Map.of("/a", 5), Map.of("/a", 5))).isEmpty();
    }
}
