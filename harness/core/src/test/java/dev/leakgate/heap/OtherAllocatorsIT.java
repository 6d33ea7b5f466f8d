package dev.leakgate.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.image.Captures;
import dev.leakgate.image.Image;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at a program under other allocators than glibc's, as Debian has them. */
class OtherAllocatorsIT {

    private static final Path LIBRARIES = Path.of("/usr/lib/x86_64-linux-gnu");

    @ParameterizedTest
    @CsvSource({
        "libjemalloc.so.2, jemalloc",
        "libtcmalloc_minimal.so.4, tcmalloc",
        "libmimalloc.so.2, mimalloc",
    })
    void areNamedAndTheirChunksAreNotCounted(String library, String name) throws Exception {
        Path file = LIBRARIES.resolve(library);
        Assumptions.assumeTrue(Files.exists(file), "needs " + file);
        Path program = NativePrograms.build("chunks.c");
        try (RunningProgram running =
                        RunningProgram.startAndAwaitSleep(
                                "env", "LD_PRELOAD=" + file, program, "plain");
                Image image = Captures.live(running.pid())) {
            Allocator.Opaque expected = new Allocator.Opaque(name, "its chunks cannot be counted");
            assertThat(HeapLook.of(running).allocator()).isEqualTo(expected);
            HeapMap heap = HeapMap.of(image);
            assertThat(heap.allocator()).isEqualTo(expected);
            assertThat(heap.liveChunks()).isZero();
        }
    }
}
