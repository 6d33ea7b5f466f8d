package dev.leakgate.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.Image;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.TracedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds who holds the chunks of {@code held.cpp}, which has one container of each kind. */
class HoldersIT {

    @TempDir private Path folder;

    private record Truth(String global, Container container, long size) {}

    @ParameterizedTest
    @ValueSource(strings = {"-m64", "-m32"})
    void namesTheGlobalAndTheContainer(String flag) throws IOException {
        Assumptions.assumeTrue(
                !flag.equals("-m32") || Files.exists(Path.of("/usr/include/x86_64-linux-gnu/gnu")),
                "needs gcc-multilib to build a 32-bit program");
        Path program = NativePrograms.build("held.cpp", flag);
        try (TracedProgram running = TracedProgram.start(folder, program);
                Image image =
                        ((Capture.Taken) Captures.of(running.pid(), CaptureMode.FORK)).image()) {
            List<Truth> truths = truths(running.said());
            HeapMap heap = HeapMap.of(image);
            Holders holders =
                    Holders.of(
                            HeapGraph.of(heap),
                            slot -> groupOf(truths, heap.size(heap.address(slot))),
                            truths.size());
            RootNames names = new RootNames(image);
            for (int i = 0; i < truths.size(); i++) {
                Truth truth = truths.get(i);
                Holder holder = holders.of(i).orElseThrow();
                assertThat(holder.kind()).as("%s", truth).isEqualTo(RootKind.MODULE_DATA);
                assertThat(names.symbol(holder)).as("%s", truth).isPresent();
                assertThat(names.symbol(holder).orElseThrow()).startsWith(truth.global());
                assertThat(names.place(holder)).startsWith(program.getFileName() + " +0x");
                assertThat(holder.container()).as("%s", truth).isEqualTo(truth.container());
                assertThat(holder.members()).as("%s", truth).isGreaterThan(100);
                int last = holder.steps().size() - 1;
                assertThat(heap.size(holder.steps().get(last).chunk())).isEqualTo(truth.size());
                assertThat(holder.steps().get(last).offset()).isEqualTo(-1);
            }
        }
    }

    private static int groupOf(List<Truth> truths, long size) {
        for (int i = 0; i < truths.size(); i++) {
            if (truths.get(i).size() == size) {
                return i;
            }
        }
        return -1;
    }

    private static List<Truth> truths(String said) {
        List<Truth> truths = new ArrayList<>();
        for (String line : said.split(";", -1)) {
            if (!line.isEmpty()) {
                String[] words = line.split(" ", 3);
                truths.add(
                        new Truth(words[0], Container.valueOf(words[1]), Long.parseLong(words[2])));
            }
        }
        return truths;
    }
}
