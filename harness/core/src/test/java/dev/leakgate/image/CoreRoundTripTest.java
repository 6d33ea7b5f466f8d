package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.elf.ElfException;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoreRoundTripTest {

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrote(WordSize wordSize) throws IOException {
        MadeImage made = new MadeImage(wordSize, 10, 3);
        WrittenCore written = CoreFiles.write(made, core(), CoreOptions.ALL);

        assertThat(written.memory()).isEqualTo(ByteSize.ofBytes(10 * MadeImage.PAGE));
        assertThat(written.losses()).containsExactly("what the source lost");
        try (Image image = CoreFiles.open(core())) {
            assertThat(image.mappings()).isEqualTo(made.mappings());
            assertThat(image.threads()).usingRecursiveComparison().isEqualTo(made.threads());
            assertThat(image.limits()).isEqualTo(made.limits());
            assertThat(image.losses()).isEqualTo(made.losses());
            assertThat(image.kernelHeld()).isEqualTo(made.kernelHeld());
            assertThat(image.pid()).isEqualTo(100);
            assertThat(image.process().arguments()).isEqualTo("made --by test");
            // 16 bits of an i386 core have no room for this group.
            assertThat(image.process().gid())
                    .isEqualTo(wordSize == WordSize.BITS_64 ? 100_000 : 65_534);
            checkMemory(image, 10);
        }
    }

    /** More segments than e_phnum can count. */
    @ParameterizedTest
    @EnumSource
    void countsSegmentsBeyond65535(WordSize wordSize) throws IOException {
        int mappings = 70_000;
        CoreFiles.write(new MadeImage(wordSize, mappings, 1), core(), CoreOptions.ALL);
        try (Image image = CoreFiles.open(core())) {
            assertThat(image.mappings()).hasSize(mappings);
            assertThat(image.losses()).containsExactly("what the source lost");
            checkMemory(image, mappings);
        }
    }

    @Test
    void readsATruncatedCoreAsFarAsItGoes() throws IOException {
        CoreFiles.write(new MadeImage(WordSize.BITS_64, 10, 3), core(), CoreOptions.ALL);
        long whole = Files.size(core());
        cut(whole - 3 * MadeImage.PAGE - 100);
        try (Image image = CoreFiles.open(core())) {
            assertThat(image.threads()).hasSize(3);
            assertThat(image.losses())
                    .anySatisfy(
                            loss ->
                                    assertThat(loss)
                                            .startsWith("the core ends after ")
                                            .contains("memory from 0x1000cf9c on is missing"));
            checkMemory(image, 6);
            long last = MadeImage.FIRST + 12 * MadeImage.PAGE;
            ByteBuffer bytes = ByteBuffer.allocate((int) MadeImage.PAGE);
            assertThat(image.read(last, bytes)).isEqualTo((int) MadeImage.PAGE - 100);
        }
    }

    @Test
    void keepsWritableMemoryAloneWhenAskedTo() throws IOException {
        CoreFiles.write(
                new MadeImage(WordSize.BITS_64, 10, 1),
                core(),
                CoreOptions.ALL.withContent(CoreContent.WRITABLE));
        try (Image image = CoreFiles.open(core())) {
            long readOnly = MadeImage.FIRST + 2 * MadeImage.PAGE;
            assertThat(image.read(readOnly, ByteBuffer.allocate(8))).isZero();
            assertThat(image.read(MadeImage.FIRST, ByteBuffer.allocate(8))).isEqualTo(8);
            assertThat(image.losses())
                    .contains("20 KiB in 5 mappings were not written to the core");
        }
    }

    @Test
    void leavesNothingWhenTheMemoryOrTheDiskFails() throws IOException {
        MadeImage failing =
                new MadeImage(WordSize.BITS_64, 10, 1) {
                    @Override
                    public int read(long address, ByteBuffer into) {
                        throw new IllegalStateException("broken source");
                    }
                };
        assertThatThrownBy(() -> CoreFiles.write(failing, core(), CoreOptions.ALL))
                .isInstanceOf(IllegalStateException.class);
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void saysWhyItCannotWriteThere() throws IOException {
        MadeImage made = new MadeImage(WordSize.BITS_64, 1, 1);
        Path nowhere = folder.resolve("missing/core");
        assertThatThrownBy(() -> CoreFiles.write(made, nowhere, CoreOptions.ALL))
                .isInstanceOf(ElfException.class)
                .hasMessage(nowhere + ": there is no folder " + nowhere.getParent() + "; make it");
        assertThatThrownBy(() -> CoreFiles.write(made, folder, CoreOptions.ALL))
                .isInstanceOf(ElfException.class)
                .hasMessage(folder + ": is a directory; name a file in it");
        Path inFile = Files.createFile(folder.resolve("file")).resolve("core");
        assertThatThrownBy(() -> CoreFiles.write(made, inFile, CoreOptions.ALL))
                .isInstanceOf(ElfException.class)
                .hasMessage(inFile + ": there is no folder " + inFile.getParent() + "; make it");
        // Not even by root.
        Path proc = Path.of("/proc/core");
        assertThatThrownBy(() -> CoreFiles.write(made, proc, CoreOptions.ALL))
                .isInstanceOf(ElfException.class)
                .hasMessageMatching(
                        "/proc/core: (no file can be made in /proc; choose another|folder /proc may"
                                + " not be written to by this user)");
    }

    @Test
    void takesThePlaceOfAnOlderCoreWhenItIsWhole() throws IOException {
        Files.writeString(core(), "older");
        CoreFiles.write(new MadeImage(WordSize.BITS_64, 1, 1), core(), CoreOptions.ALL);
        CoreFiles.open(core()).close();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(core());
        }
    }

    private void checkMemory(Image image, int mappings) {
        ByteBuffer bytes =
                ByteBuffer.allocate((int) MadeImage.PAGE + 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < mappings; i++) {
            long start = MadeImage.FIRST + 2 * MadeImage.PAGE * i;
            bytes.clear();
            int read = image.read(start, bytes);
            long first = bytes.getLong(0);
            long last = bytes.getLong((int) MadeImage.PAGE - 8);
            if (read != MadeImage.PAGE
                    || first != MadeImage.wordAt(start)
                    || last != MadeImage.wordAt(start + MadeImage.PAGE - 8)) {
                throw new AssertionError("mapping " + i + ": " + read + " read");
            }
        }
    }

    private Path core() {
        return folder.resolve("core");
    }

    private void cut(long size) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(core().toFile(), "rw");
                FileChannel channel = file.getChannel()) {
            channel.truncate(size);
        }
    }
}
