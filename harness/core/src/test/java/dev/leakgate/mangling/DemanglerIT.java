package dev.leakgate.mangling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the demangler to c++filt on all names of real programs. */
class DemanglerIT {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/lib/x86_64-linux-gnu/libstdc++.so.6",
                "/usr/lib/gcc/x86_64-linux-gnu/12/libstdc++.a",
                "/usr/bin/cmake",
                "/usr/bin/gdb"
            })
    void writesEachSymbolAsCxxfiltDoes(String program) throws Exception {
        assumeTrue(Files.exists(Path.of(program)), program + " is not installed");
        Path symbols = folder.resolve("symbols");
        run(
                symbols,
                "sh",
                "-c",
                "nm \"$0\" $([ \"${0%.a}\" = \"$0\" ] && echo -D) 2>/dev/null"
                        + " | awk '{print $NF}' | sed 's/@.*//' | grep '^_Z' | sort -u",
                program);
        Path readable = folder.resolve("readable");
        run(readable, "sh", "-c", "c++filt < \"$0\"", symbols.toString());
        List<String> ours = new ArrayList<>();
        for (String symbol : Files.readAllLines(symbols)) {
            ours.add(Demangler.symbol(symbol));
        }
        assertThat(ours).hasSizeGreaterThan(100);
        assertThat(ours).isEqualTo(Files.readAllLines(readable));
    }

    @Test
    void writesEachTypeInfosNameAsCxxfiltDoes() throws Exception {
        Path names = folder.resolve("names");
        run(
                names,
                "sh",
                "-c",
                "nm -D /usr/lib/x86_64-linux-gnu/libstdc++.so.6 | awk '{print $NF}'"
                        + " | sed -n 's/@.*//; s/^_ZTS//p' | sort -u");
        Path readable = folder.resolve("readable");
        run(readable, "sh", "-c", "c++filt -t < \"$0\"", names.toString());
        List<String> ours = Files.readAllLines(names).stream().map(Demangler::type).toList();
        assertThat(ours).hasSizeGreaterThan(100).isEqualTo(Files.readAllLines(readable));
    }

    private static void run(Path output, String... command)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        assertThat(Files.readString(output, StandardCharsets.UTF_8)).isNotEmpty();
    }
}
