package dev.leakgate.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.testing.NativePrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugFilesIT {

    private static final String MOVED = "handler";

    @TempDir Path folder;

    /** As packages of distributions with debug symbols lay them out. */
    @Test
    void findsSymbolsInTheFolderOfTheSystemByBuildId() throws IOException, InterruptedException {
        Path program = stripped();
        DebugFiles files = new DebugFiles(folder.resolve("root"));
        try (ElfFile file = ElfFile.open(program)) {
            assertThat(hasItsSymbol(files, file)).as("before it is there").isFalse();
            String id = BuildId.of(file).orElseThrow();
            Path place = folder.resolve("root/usr/lib/debug/.build-id").resolve(id.substring(0, 2));
            Files.createDirectories(place);
            Files.move(folder.resolve("moved"), place.resolve(id.substring(2) + ".debug"));

            assertThat(hasItsSymbol(files, file)).isTrue();
        }
    }

    /** The folder repeats below the system's the path of the program. */
    @Test
    void findsSymbolsInTheFolderOfTheSystemByName() throws IOException, InterruptedException {
        Path program = stripped();
        run("objcopy", "--add-gnu-debuglink=" + folder.resolve("moved"), program);
        DebugFiles files = new DebugFiles(folder.resolve("root"));
        Path place = folder.resolve("root/usr/lib/debug").resolve(folder.toString().substring(1));
        Files.createDirectories(place);
        Files.move(folder.resolve("moved"), place.resolve("moved"));
        try (ElfFile file = ElfFile.open(program)) {
            assertThat(hasItsSymbol(files, file)).isTrue();
        }
    }

    private static boolean hasItsSymbol(DebugFiles files, ElfFile file) {
        return files.symbols(file).flatMap(table -> table.address(MOVED)).isPresent();
    }

    private Path stripped() throws IOException, InterruptedException {
        Path whole = NativePrograms.build("standing.c");
        Path program = folder.resolve("program");
        run("objcopy", "--only-keep-debug", whole, folder.resolve("moved"));
        run("objcopy", "--strip-all", whole, program);
        return program;
    }

    private static void run(Object... command) throws IOException, InterruptedException {
        List<String> argv = Stream.of(command).map(Object::toString).toList();
        assertThat(new ProcessBuilder(argv).inheritIO().start().waitFor()).isZero();
    }
}
