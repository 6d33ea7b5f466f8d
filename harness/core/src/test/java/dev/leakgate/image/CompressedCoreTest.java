package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.elf.ElfException;
import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Opens cores that gzip compressed as if they were not. */
class CompressedCoreTest {

    private static final String TEMPORARY = "java.io.tmpdir";

    private final Path folder;
    private final Path plain;
    private final Path packed;

    CompressedCoreTest(@TempDir Path folder) {
        this.folder = folder;
        plain = folder.resolve("core");
        packed = folder.resolve("core.gz");
    }

    @BeforeEach
    void write() throws IOException {
        MadeImage made = new MadeImage(WordSize.BITS_64, 100, 3);
        CoreFiles.write(made, plain, CoreOptions.ALL);
        CoreFiles.write(made, packed, CoreOptions.ALL.withCompressed(true));
    }

    @Test
    void showsWhatTheSameCoreShowsThatIsNotCompressed() throws IOException {
        assertThat(Files.size(packed)).isLessThan(Files.size(plain) / 4);
        try (Image one = CoreFiles.open(plain);
                Image other = CoreFiles.open(packed)) {
            assertThat(other.description()).isEqualTo(packed.toString());
            assertThat(other.losses()).isEqualTo(one.losses());
            assertThat(other.mappings()).isEqualTo(one.mappings());
            assertThat(other.threads()).usingRecursiveComparison().isEqualTo(one.threads());
            for (ImageMapping mapping : one.mappings()) {
                assertThat(bytes(other, mapping)).isEqualTo(bytes(one, mapping));
            }
        }
        assertThat(filesOf(folder)).containsExactlyInAnyOrder("core", "core.gz");
    }

    /** An interrupt closes a channel, and a file without a name cannot be opened by one again. */
    @Test
    void readsOnWhenItIsInterrupted() throws IOException {
        try (Image image = CoreFiles.open(packed)) {
            byte[] before = bytes(image, image.mappings().get(0));
            Thread.currentThread().interrupt();
            byte[] meanwhile = bytes(image, image.mappings().get(0));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(meanwhile).isEqualTo(before);
            assertThat(bytes(image, image.mappings().get(0))).isEqualTo(before);
        }
    }

    @Test
    void readsOneThatEndsAnywhereAsFarAsItGoesAndSaysHowFar() throws IOException {
        byte[] whole = Files.readAllBytes(packed);
        int opened = 0;
        for (int length = 2; length < whole.length; length += 97) {
            Files.write(packed, Arrays.copyOf(whole, length));
            try (Image image = CoreFiles.open(packed)) {
                assertThat(image.losses().get(0))
                        .matches(
                                "its gzip data end too early or are damaged: [0-9.,]+ (B|[KM]iB) could"
                                        + " be unpacked");
                opened++;
            } catch (ElfException refused) {
                assertThat(refused)
                        .hasMessageStartingWith(packed + ": ")
                        .hasMessageContainingAll("it was not written", "to its end");
            }
        }
        assertThat(opened).isGreaterThan(10);
    }

    @Test
    @Timeout(120)
    void survivesBytesThatFlipped() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed of the flipped bytes, compressed: " + seed);
        Random random = new Random(seed);
        byte[] whole = Files.readAllBytes(packed);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            damaged[2 + random.nextInt(damaged.length - 2)] = (byte) random.nextInt();
            Files.write(packed, damaged);
            long before = Allocation.ofThisThread();
            try (Image image = CoreFiles.open(packed)) {
                assertThat(image.mappings()).hasSizeLessThan(1 << 20);
            } catch (ElfException refused) {
                assertThat(refused).hasMessageStartingWith(packed + ": ");
            } catch (RuntimeException | Error failure) {
                throw new AssertionError("seed " + seed + ", round " + i, failure);
            }
            assertThat(Allocation.ofThisThread() - before)
                    .as("bytes allocated, seed %d, round %d", seed, i)
                    .isLessThan(64 << 20);
        }
    }

    @Test
    void saysWhereThereIsNoRoomToUnpack() {
        String before = System.getProperty(TEMPORARY);
        System.setProperty(TEMPORARY, folder.resolve("none").toString());
        try {
            assertThatThrownBy(() -> CoreFiles.open(packed))
                    .isInstanceOf(ElfException.class)
                    .hasMessageStartingWith(
                            packed + ": is compressed, and cannot be unpacked to " + folder)
                    .hasMessageEndingWith(
                            "; make room there, or name another folder by -Djava.io.tmpdir");
        } finally {
            System.setProperty(TEMPORARY, before);
        }
    }

    private static byte[] bytes(Image image, ImageMapping mapping) {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(1 << 20, mapping.size()));
        image.read(mapping.start(), buffer);
        return buffer.array();
    }

    private static java.util.List<String> filesOf(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
