package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds what each error of the kernel, in the JDK's words for it, means. */
class ProcFailureTest {

    private static final Path OURS = Path.of("/proc/self/smaps");

    @Test
    void takesEnoentAndEsrchAsGone() {
        assertThatCode(() -> ProcFailure.judge(new NoSuchFileException("smaps"), OURS))
                .doesNotThrowAnyException();
        assertThatCode(() -> ProcFailure.judge(new IOException("No such process"), OURS))
                .doesNotThrowAnyException();
    }

    @Test
    void takesEsrchInAnyLanguageAsGoneWhenTheProcessIs() {
        Path ended = Path.of("/proc/0/smaps");
        IOException german = new IOException("Kein passender Prozess gefunden");
        assertThatCode(() -> ProcFailure.judge(german, ended)).doesNotThrowAnyException();
        assertThatThrownBy(() -> ProcFailure.judge(german, OURS))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void takesEaccesAndEpermAsNotPermittedAndSaysWhoseItIsAndWhatHelps() {
        IOException eacces = new AccessDeniedException("smaps");
        IOException eperm = new FileSystemException("syscall", null, "Operation not permitted");
        for (IOException failure : new IOException[] {eacces, eperm}) {
            assertThatThrownBy(() -> ProcFailure.judge(failure, OURS))
                    .isInstanceOf(ProcAccessException.class)
                    .hasMessageMatching(
                            "cannot read /proc/self/smaps: process \".+\" belongs to uid \\d+, .* let uid"
                                    + " \\d+ look into it; run as the same user or as root, .*"
                                    + "CAP_SYS_PTRACE.*ptrace_scope.*");
        }
    }

    @Test
    void hidesNoOtherError() {
        assertThatThrownBy(() -> ProcFailure.judge(new IOException("Too many open files"), OURS))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot read /proc/self/smaps: Too many open files");
    }
}
