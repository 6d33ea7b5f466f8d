package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.report.RegionInfo;
import dev.leakgate.testing.NativePrograms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolchainIT {

    @Test
    void namesTheCompilerAndTheLibraryAsTheyNameThemselves() throws Exception {
        Path program = NativePrograms.build("undumpable.c");
        String libc =
                Files.readAllLines(Path.of("/proc/self/maps")).stream()
                        .filter(line -> line.endsWith("/libc.so.6"))
                        .findFirst()
                        .map(line -> line.substring(line.indexOf('/')))
                        .orElseThrow();

        Toolchain toolchain =
                Toolchain.of(program.toString(), List.of(module("/bin/x"), module(libc)));

        assertThat(toolchain.libc()).isEqualTo(output("getconf", "GNU_LIBC_VERSION"));
        assertThat(toolchain.compiler())
                .contains(output("gcc", "-dumpfullversion"))
                .startsWith("GCC: (");
    }

    @Test
    void knowsNothingOfFilesThatAreGone() {
        assertThat(Toolchain.of("/no/such/program", List.of(module("/lib/ld-musl-x86_64.so.1"))))
                .isEqualTo(new Toolchain(null, "musl"));
    }

    private static RegionInfo module(String path) {
        return new RegionInfo("module", path, null, 0, 0, null, null, null, null);
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
