package dev.leakgate.junit;

import static dev.leakgate.junit.LeakgateAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.stack.ProcessSpace;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asserts on a JVM in which one thread has a stack of 64 MiB. */
class AddressSpaceAssertIT {

    private static final String PROGRAM =
            "class Large { public static void main(String[] a) throws Exception {"
                    + " new Thread(null, () -> { System.out.println(\"ready\"); while (true) { try {"
                    + " Thread.sleep(10_000); } catch (InterruptedException e) { return; } } },"
                    + " \"large\", 64 << 20).start(); System.in.read(); System.exit(0); } }";

    @TempDir static Path folder;
    private static Process jvm;

    @BeforeAll
    static void start() throws IOException {
        Path source = Files.writeString(folder.resolve("Large.java"), PROGRAM);
        String java = System.getProperty("java.home") + "/bin/java";
        jvm = new ProcessBuilder(java, source.toString()).start();
        org.assertj.core.api.Assertions.assertThat(jvm.getInputStream().read()).isPositive();
    }

    @AfterAll
    static void end() {
        jvm.destroyForcibly();
    }

    private static ProcessSpace space() {
        try (ProcReader proc = new ProcReader()) {
            return ProcessSpace.live(proc, (int) jvm.pid()).orElseThrow();
        }
    }

    @Test
    void passesWhatFits() {
        assertThat(space())
                .fitsThreads(100)
                .within(AddressSpace.X86_64)
                .fitsThreads(100)
                .hasStacksOfAtMost(ByteSize.ofMebibytes(65))
                .hasRoomFor(ByteSize.ofMebibytes(1024));
    }

    @Test
    void saysWhatDoesNotFitAndWhy() {
        ProcessSpace space = space();
        assertThatThrownBy(() -> assertThat(space).within(AddressSpace.I386_3GB).fitsThreads(99999))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching(
                        "(?s)[0-9,]+ threads? of .* fits? into i386-3gb \\(predicted\\), wanted"
                                + " 99,999; pthread_create number [0-9,]+ fails with EAGAIN: .*");
        assertThatThrownBy(() -> assertThat(space).hasStacksOfAtMost(ByteSize.ofMebibytes(32)))
                .hasMessageMatching(
                        "(?s)large \\([0-9]+\\): 64.* MiB reserved, .*, allowed 32 MiB.*");
        assertThatThrownBy(
                        () ->
                                assertThat(space)
                                        .within(ByteSize.ofMebibytes(1))
                                        .hasRoomFor(ByteSize.ofMebibytes(1)))
                .hasMessage("the largest mapping that fits into 1 MiB is 0 B, wanted 1 MiB");
    }
}
