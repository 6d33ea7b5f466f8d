package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.site.AllocationSite;
import dev.leakgate.site.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the texts that other tools read the sites from. */
class StacksOutTest {

    private static final Call MAIN = new Call("main", "/src/main.cpp", 3, null);
    private static final List<AllocationSite> SITES =
            List.of(
                    new AllocationSite(
                            1488,
                            200,
                            List.of(new Call("take(Map<int; int>)\n--x", null, 0, null), MAIN)),
                    new AllocationSite(16, 1, List.of(new Call(null, null, 0, null), MAIN)));

    @TempDir Path folder;

    @Test
    void collapsesStacksForFlameGraphs() throws IOException {
        Path file = folder.resolve("stacks");
        CollapsedStacks.write(file, SITES);

        assertThat(file).hasContent("main;take(Map<int int>) --x 297600\nmain;?? 16");
    }

    /** As google-pprof reads it: {@code google-pprof --text service unfreed.pprof.txt}. */
    @Test
    void writesAProfileWithItsSymbolsForPprof() throws IOException {
        Path file = folder.resolve("pprof");
        PprofText.write(file, SITES);

        assertThat(Files.readString(file))
                .isEqualTo(
                        """
                        --- symbol
                        binary=service
                        0x0000000000000fff take(Map<int; int>) -x
                        0x0000000000001000 take(Map<int; int>) -x
                        0x000000000000100f main main.cpp:3
                        0x0000000000001010 main main.cpp:3
                        0x000000000000101f ??
                        0x0000000000001020 ??
                        ---
                        heap profile: 201: 297616 [201: 297616] @ heapprofile
                        200: 297600 [200: 297600] @ 0x0000000000001000 0x0000000000001010
                        1: 16 [1: 16] @ 0x0000000000001020 0x0000000000001010
                        """);
    }
}
