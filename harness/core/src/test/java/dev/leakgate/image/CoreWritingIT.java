package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakgate.elf.ElfException;
import dev.leakgate.testing.RunningProgram;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoreWritingIT {

    private static final int THREADS = 3;

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void gdbShowsTheSameAsOfTheCoreThatItWroteItself(WordSize wordSize) throws IOException {
        Path program = Standing.program(wordSize);
        try (RunningProgram running = RunningProgram.start(program, THREADS)) {
            Path theirs = Cores.gcore(running.pid(), folder);
            Path ours = folder.resolve("ours.core");
            try (Image image = CoreFiles.open(theirs)) {
                CoreFiles.write(image, ours, CoreOptions.ALL);
            }
            Standing truth = Standing.of(wordSize, running);
            assertSameInGdb(program, theirs, ours, truth.pattern(), truth.shared());
            Cores.run(folder, "eu-readelf", "-h", "-l", "-n", ours.toString());
            assertThat(Files.getPosixFilePermissions(ours))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(onDisk(ours)).isLessThan(onDisk(theirs) / 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void gdbShowsTheSameOfAForkedCopy(WordSize wordSize) throws IOException {
        Path program = Standing.program(wordSize);
        try (TraceableStanding running = TraceableStanding.start(wordSize, THREADS, folder)) {
            Path theirs = Cores.gcore(running.pid(), folder);
            Path ours = folder.resolve("ours.core");
            Capture capture = Captures.of(running.pid(), CaptureMode.FORK);
            assertThat(capture).isInstanceOf(Capture.Taken.class);
            try (Image image = ((Capture.Taken) capture).image()) {
                CoreFiles.write(image, ours, CoreOptions.ALL);
            }
            Standing truth = running.truth();
            assertSameInGdb(program, theirs, ours, truth.pattern(), truth.shared());
            Cores.run(folder, "eu-readelf", "-h", "-l", "-n", ours.toString());
            assertThat(onDisk(ours)).isLessThan(onDisk(theirs) / 3);
            try (Image image = CoreFiles.open(ours)) {
                truth.checkPattern(image);
                truth.checkShared(image);
                assertThat(image.threads().stream().map(ImageThread::name))
                        .containsAll(Standing.handlers(THREADS));
                assertThat(image.threads())
                        .allSatisfy(thread -> assertThat(thread.threadPointer()).isPresent());
                assertThat(image.limits()).contains("Max stack size");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void writesTheNotesByteForByteAsTheKernel(WordSize wordSize) throws IOException {
        Path program = Standing.program(wordSize);
        Path theirs = Cores.kernels(folder, program, "3", "0", "crash");
        Path ours = folder.resolve("ours.core");
        try (Image image = CoreFiles.open(theirs)) {
            CoreFiles.write(image, ours, CoreOptions.ALL);
            try (Image again = CoreFiles.open(ours)) {
                assertSame(again, image);
            }
        }
        assertThat(Cores.notes(ours, "LEAKGATE")).isNotEmpty();
        assertThat(Cores.notes(ours, "CORE")).isEqualTo(Cores.notes(theirs, "CORE"));
        assertThat(Cores.notes(ours, "LINUX")).isEqualTo(Cores.notes(theirs, "LINUX"));
        assertSameInGdb(program, theirs, ours, 0, 0);
    }

    @Test
    void keepsStacksAndNamedRangesFirstWhenTheSizeIsLimited() throws IOException {
        Path program = Standing.program(WordSize.BITS_64);
        try (RunningProgram running = RunningProgram.start(program, THREADS, 16)) {
            Standing truth = Standing.of(WordSize.BITS_64, running);
            Path ours = folder.resolve("ours.core");
            WrittenCore written;
            try (Image image = CoreFiles.open(Cores.gcore(running.pid(), folder))) {
                AddressRange pattern =
                        new AddressRange(truth.pattern(), truth.pattern() + Standing.PATTERN);
                written =
                        CoreFiles.write(
                                image,
                                ours,
                                CoreOptions.ALL
                                        .withRanges(List.of(pattern))
                                        .withMost(ByteSize.ofMebibytes(8)));
            }
            assertThat(written.memory()).isLessThanOrEqualTo(ByteSize.ofMebibytes(8));
            assertThat(written.losses())
                    .anyMatch(loss -> loss.endsWith("the core may hold 8 MiB of memory at most"));
            try (Image image = CoreFiles.open(ours)) {
                truth.checkPattern(image);
                assertThat(image.losses()).containsAll(written.losses());
            }
            assertThat(Cores.gdb(program, ours, "thread apply all bt"))
                    .containsSubsequence("deep", "deep", "deep", "handler");
        }
    }

    @Test
    void keepsNamedRangesAndStacksAloneWhenAskedTo() throws IOException {
        Path program = Standing.program(WordSize.BITS_32);
        try (RunningProgram running = RunningProgram.start(program, THREADS, 16)) {
            Standing truth = Standing.of(WordSize.BITS_32, running);
            Path ours = folder.resolve("ours.core");
            try (Image image = CoreFiles.open(Cores.gcore(running.pid(), folder))) {
                AddressRange shared =
                        new AddressRange(truth.shared(), truth.shared() + Standing.SHARED);
                WrittenCore written =
                        CoreFiles.write(
                                image,
                                ours,
                                CoreOptions.ALL
                                        .withContent(CoreContent.RANGES)
                                        .withRanges(List.of(shared)));
                assertThat(written.memory()).isLessThan(ByteSize.ofMebibytes(1));
            }
            try (Image image = CoreFiles.open(ours)) {
                truth.checkShared(image);
                assertThat(image.read(truth.pattern(), ByteBuffer.allocate(1))).isZero();
                assertThat(image.losses())
                        .anyMatch(loss -> loss.endsWith("mappings were not written to the core"));
            }
        }
    }

    @Test
    void compressesForGunzip() throws IOException {
        Path program = Standing.program(WordSize.BITS_64);
        try (RunningProgram running = RunningProgram.start(program, THREADS)) {
            Path ours = folder.resolve("ours.core.gz");
            try (Image image = CoreFiles.open(Cores.gcore(running.pid(), folder))) {
                CoreFiles.write(image, ours, CoreOptions.ALL.withCompressed(true));
            }
            try (Image image = CoreFiles.open(ours)) {
                Standing.of(WordSize.BITS_64, running).checkPattern(image);
            }
            Cores.run(folder, "gunzip", "-k", ours.toString());
            try (Image image = CoreFiles.open(folder.resolve("ours.core"))) {
                Standing.of(WordSize.BITS_64, running).checkPattern(image);
                assertThat(image.losses()).isEmpty();
            }
        }
    }

    @Test
    void saysThatAFolderMayNotBeWrittenTo() throws IOException {
        Path sealed = Files.createDirectory(folder.resolve("sealed"));
        assumeTrue(
                Cores.succeeds(
                        folder, "mount", "-t", "tmpfs", "-o", "ro", "none", sealed.toString()),
                "root may write anywhere, and only root can mount what it may not write to");
        try {
            assertThatThrownBy(
                            () ->
                                    CoreFiles.write(
                                            new MadeImage(WordSize.BITS_64, 1, 1),
                                            sealed.resolve("core"),
                                            CoreOptions.ALL))
                    .isInstanceOf(ElfException.class)
                    .hasMessage(
                            "%s: folder %s may not be written to by this user",
                            sealed.resolve("core"), sealed);
        } finally {
            Cores.run(folder, "umount", sealed.toString());
        }
    }

    @Test
    void leavesNothingOnAFullDisk() throws IOException {
        Path small = Files.createDirectory(folder.resolve("small"));
        assumeTrue(
                Cores.succeeds(
                        folder, "mount", "-t", "tmpfs", "-o", "size=2m", "none", small.toString()),
                "only root can make a small disk");
        Path program = Standing.program(WordSize.BITS_64);
        try (RunningProgram running = RunningProgram.start(program, THREADS, 16);
                Image image = CoreFiles.open(Cores.gcore(running.pid(), folder))) {
            assertThatThrownBy(() -> CoreFiles.write(image, small.resolve("core"), CoreOptions.ALL))
                    .isInstanceOf(ElfException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageEndingWith("free: make room, keep less, or choose another");
            try (var left = Files.list(small)) {
                assertThat(left).isEmpty();
            }
        } finally {
            Cores.run(folder, "umount", small.toString());
        }
    }

    /** Whatever is left out of a core, and however it is packed. */
    @ParameterizedTest
    @EnumSource
    void elfutilsTakeEachKindOfCoreWithoutComplaint(WordSize wordSize) throws IOException {
        try (TraceableStanding running = TraceableStanding.start(wordSize, THREADS, folder)) {
            Capture capture = Captures.of(running.pid(), CaptureMode.FORK);
            assertThat(capture).isInstanceOf(Capture.Taken.class);
            Standing truth = running.truth();
            AddressRange pattern =
                    new AddressRange(truth.pattern(), truth.pattern() + Standing.PATTERN);
            CoreOptions ranges = CoreOptions.ALL.withRanges(List.of(pattern));
            Map<String, CoreOptions> kinds =
                    Map.of(
                            "all", CoreOptions.ALL,
                            "writable", CoreOptions.ALL.withContent(CoreContent.WRITABLE),
                            "ranges", ranges.withContent(CoreContent.RANGES),
                            "limited", ranges.withMost(ByteSize.ofMebibytes(1)),
                            "nothing", ranges.withMost(ByteSize.ofBytes(0)),
                            "packed", CoreOptions.ALL.withCompressed(true));
            try (Image image = ((Capture.Taken) capture).image()) {
                for (Map.Entry<String, CoreOptions> kind : kinds.entrySet()) {
                    Path core = folder.resolve(kind.getKey() + ".gz");
                    CoreFiles.write(image, core, kind.getValue());
                    if (kind.getValue().compressed()) {
                        Cores.run(folder, "gunzip", core.toString());
                        core = folder.resolve(kind.getKey());
                    }
                    assertThat(Cores.run(folder, "eu-readelf", "-h", "-l", "-n", core.toString()))
                            .as(kind.getKey())
                            .contains("CORE (Core file)", "PRSTATUS", "PRPSINFO", "AUXV", "FILE")
                            .doesNotContainPattern("(?i)error|invalid|cannot|corrupt|truncated");
                }
            }
        }
    }

    private void assertSameInGdb(Path program, Path theirs, Path ours, long pattern, long shared)
            throws IOException {
        String[] commands = {
            "info threads",
            "thread apply all bt",
            "thread apply all info registers",
            "thread apply all info float",
            "thread apply all p own",
            "x/16xg " + (pattern == 0 ? "&threads" : pattern),
            "x/4xg " + (shared == 0 ? "&ready" : shared),
            "x/8i $pc",
            "info signals SIGSEGV"
        };
        String expected = comparable(Cores.gdb(program, theirs, commands));
        assertThat(expected).contains("deep (level=").contains("handler (argument=");
        assertThat(comparable(Cores.gdb(program, ours, commands))).isEqualTo(expected);
        if (pattern != 0) {
            assertThat(dumped(program, ours, pattern))
                    .hasSize(Standing.PATTERN)
                    .isEqualTo(dumped(program, theirs, pattern));
        }
    }

    private byte[] dumped(Path program, Path core, long start) throws IOException {
        Path file = folder.resolve("dumped");
        Cores.gdb(
                program,
                core,
                "dump binary memory %s %d %d".formatted(file, start, start + Standing.PATTERN));
        return Files.readAllBytes(file);
    }

    /**
     * Ours have arguments that gdb's lack, and the kernel's XSAVE area, longer than gdb 13 knows.
     * Of a process on an AMD processor gdb 13 reads the mask registers, and gcore writes them, from
     * where Intel's have them.
     */
    private static String comparable(String output) {
        return output.replaceAll("(?m)^Core was generated by .*\\n", "")
                .replaceAll("warning: Unexpected size of section `.reg-xstate.*\\n", "")
                .replaceAll("(?m)^k[0-7] .*\\n", "")
                .replaceAll("\\n\\n+", "\n");
    }

    private static void assertSame(Image image, Image expected) {
        assertThat(image.mappings()).isEqualTo(expected.mappings());
        assertThat(image.modules()).isEqualTo(expected.modules());
        assertThat(image.process()).isEqualTo(expected.process());
        assertThat(image.pid()).isEqualTo(expected.pid());
        assertThat(image.auxv()).isEqualTo(expected.auxv());
        assertThat(image.threads()).usingRecursiveComparison().isEqualTo(expected.threads());
        for (ImageMapping mapping : expected.mappings()) {
            byte[] bytes = new byte[(int) mapping.size()];
            byte[] same = new byte[bytes.length];
            int read = expected.read(mapping.start(), ByteBuffer.wrap(bytes));
            assertThat(image.read(mapping.start(), ByteBuffer.wrap(same)))
                    .as(mapping.toString())
                    .isEqualTo(read);
            assertThat(same).as(mapping.toString()).isEqualTo(bytes);
        }
    }

    private long onDisk(Path file) {
        return Long.parseLong(Cores.run(folder, "stat", "-c", "%b", file.toString()).strip()) * 512;
    }
}
