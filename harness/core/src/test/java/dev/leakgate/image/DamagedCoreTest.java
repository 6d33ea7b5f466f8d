package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.elf.ElfException;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Opens cores that lie. Each is refused with a message of ours, or read as far as it goes. */
class DamagedCoreTest {

    private static final int MUTATIONS = Integer.getInteger("leakgate.fuzz", 400);
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /** What no honest core of some kilobytes comes near, and an absurd count would pass at once. */
    private static final long MOST_ALLOCATED = 64L << 20;

    @TempDir Path folder;
    private Path core = Path.of("/");

    @BeforeEach
    void nameTheCore() {
        core = folder.resolve("core");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty; nothing was written to it",
                "00 | is no ELF file",
                "7f454c46 | is no ELF file",
                "1f8b080000000000 | is compressed by gzip, and not a byte of it can be unpacked: it was not"
                        + " written to its end, or is damaged",
                "28b52ffd00000000 | is no ELF file, it is compressed; unpack it first with unzstd",
                "7f454c46020201000000000000000000040000b7 | is of a big-endian machine; only x86-64"
                        + " and i386 can be read",
                "7f454c460201010000000000000000000400b700 | is of ELF machine 183, 64-bit; only"
                        + " x86-64 (62) and i386 (3) can be read",
                "7f454c4601010100000000000000000004003e00 | is of ELF machine 62, 32-bit; only"
                        + " x86-64 (62) and i386 (3) can be read",
                "7f454c460201010000000000000000000400"
                        + "3e00 | ends after 20 bytes, within its"
                        + " ELF header of 64; it was not written to its end",
            })
    void refusesWhatIsNoCore(String hex, String message) throws IOException {
        Files.write(core, HexFormat.of().parseHex(hex));
        assertThatThrownBy(() -> CoreFiles.open(core))
                .isInstanceOf(ElfException.class)
                .hasMessage(core + ": " + message);
    }

    @Test
    void refusesAProgramAFolderAPipeAndWhatIsNotThere() throws IOException {
        assertThatThrownBy(() -> CoreFiles.open(Path.of("/proc/self/exe").toRealPath()))
                .hasMessageEndingWith(
                        "is a program or a library, not a core; name the core that it left");
        assertThatThrownBy(() -> CoreFiles.open(folder)).hasMessageEndingWith("is no regular file");
        assertThatThrownBy(() -> CoreFiles.open(core)).hasMessage(core + ": there is no such file");
    }

    @ParameterizedTest
    @EnumSource
    void readsACoreThatEndsAnywhere(WordSize wordSize) throws IOException {
        byte[] whole = whole(wordSize);
        for (int length = 0; length < whole.length; length += length < 4096 ? 5 : 509) {
            byte[] cut = Arrays.copyOf(whole, length);
            Files.write(core, cut);
            try (Image image = CoreFiles.open(core)) {
                assertThat(image.losses()).as("%d bytes", length).hasSizeGreaterThan(1);
                readAll(image);
            } catch (ElfException refused) {
                assertThat(length).isLessThan(64);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesBytesThatFlipped(WordSize wordSize) throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed of the flipped bytes, " + wordSize + ": " + seed);
        byte[] whole = whole(wordSize);
        Assertions.assertTimeoutPreemptively(
                DEADLINE,
                () -> {
                    Random random = new Random(seed);
                    for (int i = 0; i < MUTATIONS; i++) {
                        byte[] damaged = whole.clone();
                        int flips = 1 + random.nextInt(8);
                        for (int flip = 0; flip < flips; flip++) {
                            damage(damaged, random);
                        }
                        openAndRead(damaged, seed, i);
                    }
                });
    }

    /** Mostly in the headers and notes, and often by a number that is absurd. */
    private static void damage(byte[] bytes, Random random) {
        int at = random.nextInt(random.nextInt(4) == 0 ? bytes.length - 8 : 3000);
        ByteBuffer into = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (random.nextInt(6)) {
            case 0 -> into.putLong(at, -1);
            case 1 -> into.putLong(at, Long.MIN_VALUE);
            case 2 -> into.putInt(at, Integer.MAX_VALUE);
            case 3 -> into.putShort(at, (short) 0xffff);
            case 4 -> into.putLong(at, random.nextLong());
            default -> into.put(at, (byte) random.nextInt());
        }
    }

    private void openAndRead(byte[] bytes, long seed, int round) throws IOException {
        Files.write(core, bytes);
        long before = Allocation.ofThisThread();
        try (Image image = CoreFiles.open(core)) {
            readAll(image);
            CoreFiles.write(
                    image,
                    folder.resolve("again"),
                    CoreOptions.ALL.withMost(ByteSize.ofMebibytes(1)));
        } catch (ElfException refused) {
            assertThat(refused).hasMessageStartingWith(folder.toString());
        } catch (RuntimeException | Error failure) {
            throw new AssertionError("seed " + seed + ", round " + round, failure);
        }
        assertThat(Allocation.ofThisThread() - before)
                .as("bytes allocated, seed %d, round %d", seed, round)
                .isLessThan(MOST_ALLOCATED);
    }

    private static void readAll(Image image) {
        ByteBuffer bytes = ByteBuffer.allocate(8192);
        int looked = 0;
        for (ImageMapping mapping : image.mappings()) {
            bytes.clear();
            image.read(mapping.start(), bytes);
            bytes.clear();
            image.read(mapping.end() - 1, bytes);
            long data = image.nextData(mapping.start(), mapping.end());
            if (data != mapping.end()) {
                assertThat(image.nextHole(data, mapping.end())).isNotEqualTo(data);
            }
            if (++looked == 1000) {
                break;
            }
        }
        for (ImageThread thread : image.threads()) {
            bytes.clear();
            image.read(thread.registers().sp(), bytes);
        }
    }

    private byte[] whole(WordSize wordSize) throws IOException {
        CoreFiles.write(new MadeImage(wordSize, 8, 3), core, CoreOptions.ALL);
        return Files.readAllBytes(core);
    }
}
