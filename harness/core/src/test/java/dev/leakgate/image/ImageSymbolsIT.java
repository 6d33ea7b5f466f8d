package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.testing.RunningProgram;
import dev.leakgate.units.WordSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageSymbolsIT {

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource
    void namesAddressesAsGdbDoes(WordSize wordSize) throws IOException {
        Path program = Standing.program(wordSize);
        try (RunningProgram running = RunningProgram.start(program, 2)) {
            Path core = Cores.gcore(running.pid(), folder);
            try (Image image = CoreFiles.open(core)) {
                ImageSymbols symbols = new ImageSymbols(image);
                for (String name : List.of("main", "deep", "handler", "ready", "threads")) {
                    long address = symbols.address(image.modules().get(0), name).orElseThrow();
                    String place = "0x" + Long.toHexString(address + 3);
                    assertThat(Cores.gdb(program, core, "info symbol " + place))
                            .contains(name + " + 3 in section");
                    assertThat(symbols.at(address + 3).orElseThrow().symbol())
                            .hasToString(name + "+0x3");
                }
                assertThat(symbols.at(0x1000)).isEmpty();
                assertThat(symbols.at(image.threads().get(0).registers().sp())).isEmpty();
            }
        }
    }

    @Test
    void findsSymbolsThatWereMovedToADebugFile() throws IOException {
        Path whole = Standing.program(WordSize.BITS_64);
        for (String buildId : List.of("keep", "drop")) {
            Path program = folder.resolve("stripped-" + buildId);
            Path debug =
                    Files.createDirectories(folder.resolve(".debug")).resolve(buildId + ".dbg");
            Cores.run(folder, "objcopy", "--only-keep-debug", whole.toString(), debug.toString());
            Cores.run(
                    folder,
                    "objcopy",
                    "--strip-all",
                    "--add-gnu-debuglink=" + debug,
                    whole.toString(),
                    program.toString());
            if (buildId.equals("drop")) {
                Cores.run(
                        folder,
                        "objcopy",
                        "--remove-section=.note.gnu.build-id",
                        program.toString());
            }
            try (RunningProgram running = RunningProgram.start(program, 1);
                    Image image = CoreFiles.open(Cores.gcore(running.pid(), folder))) {
                ImageSymbols symbols = new ImageSymbols(image);
                assertThat(symbols.address(image.modules().get(0), "deep")).isPresent();
            }
            // Another file of that name does not belong to the program.
            Files.copy(
                    Path.of("/proc/self/exe").toRealPath(),
                    debug,
                    StandardCopyOption.REPLACE_EXISTING);
            try (RunningProgram running = RunningProgram.start(program, 1);
                    Image image = CoreFiles.open(Cores.gcore(running.pid(), folder))) {
                ImageSymbols symbols = new ImageSymbols(image);
                assertThat(symbols.address(image.modules().get(0), "deep")).isEmpty();
            }
        }
    }
}
