package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.testing.RunningProgram;
import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoreReadingIT {

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void showsTheCoreThatGdbWrote(WordSize wordSize) throws IOException {
        Path program = Standing.program(wordSize);
        try (RunningProgram running = RunningProgram.start(program, 3)) {
            Path core = Cores.gcore(running.pid(), folder);
            String maps = Files.readString(Path.of("/proc", "" + running.pid(), "maps"));
            try (Image image = CoreFiles.open(core)) {
                Standing truth = Standing.of(wordSize, running);
                truth.checkPattern(image);
                truth.checkShared(image);
                assertThat(image.wordSize()).isEqualTo(wordSize);
                assertThat(image.pid()).isEqualTo(running.pid());
                assertThat(image.threads()).hasSize(4);
                assertThat(image.process().name()).startsWith("standing-");
                assertThat(image.losses()).isEmpty();
                assertThat(ranges(image.mappings())).containsAll(ranges(writable(maps)));
                checkModules(image, maps);
                checkText(image, program);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsTheCoreThatTheKernelWrote(WordSize wordSize) throws IOException {
        Path program = Standing.program(wordSize);
        Path core = Cores.kernels(folder, program, "3", "0", "crash");
        try (Image image = CoreFiles.open(core)) {
            assertThat(image.threads()).hasSize(4);
            ImageThread crashed = image.threads().get(0);
            assertThat(crashed.status().signal()).isEqualTo(11);
            assertThat(crashed.tid()).isNotEqualTo(image.pid());
            assertThat(image.threads())
                    .allSatisfy(thread -> assertThat(thread.threadPointer()).isPresent());
            assertThat(image.losses()).isEmpty();
            assertThat(image.mappings().stream().map(ImageMapping::name))
                    .contains("[stack]", "[vdso]", "[heap]", program.toString());
            checkText(image, program);
        }
    }

    /** The program's code is not in the core: it comes from the file. */
    private static void checkText(Image image, Path program) throws IOException {
        byte[] file = Files.readAllBytes(program);
        ImageModule module = image.modules().get(0);
        assertThat(module.path()).isEqualTo(program.toString());
        ByteBuffer bytes = ByteBuffer.allocate(0x1000 + 0x100);
        assertThat(image.read(module.base(), bytes)).isEqualTo(bytes.capacity());
        for (int i = 0x1000; i < bytes.capacity(); i++) {
            assertThat(bytes.get(i)).as("byte %d", i).isEqualTo(file[i]);
        }
    }

    private static void checkModules(Image image, String maps) {
        for (ImageModule module : image.modules()) {
            assertThat(maps).contains(String.format("%x-", module.base()));
            assertThat(module.buildId()).as(module.path()).matches("[0-9a-f]{40}");
        }
        assertThat(image.modules().stream().map(ImageModule::path))
                .anyMatch(path -> path.endsWith("/libc.so.6"))
                .contains("[vdso]");
    }

    private static List<ImageMapping> writable(String maps) {
        return MapsText.parse(maps).stream()
                .filter(mapping -> mapping.readable() && mapping.writable())
                .toList();
    }

    private static List<String> ranges(List<ImageMapping> mappings) {
        return mappings.stream()
                .map(mapping -> String.format("%x-%x", mapping.start(), mapping.end()))
                .toList();
    }
}
