package dev.leakgate.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.linux.ProcReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressStepsTest {

    private static final String FILE = "fe:00 4711 /lib/some.so";
    private static final String NONE = "00:00 0 ";

    private final StringBuilder maps = new StringBuilder();

    @Test
    void aStepBeginsWhereTheOneBeforeItEnded() throws IOException {
        map(0x10_0000, 0x800_0000, "rw-p", NONE);
        map(0x9000_0000L, 0x9020_0000L, "r-xp", FILE);

        assertThat(steps()).containsExactly("0-8000000 anonymous", "8000000-90200000 mixed");
    }

    @Test
    void noStepHasMoreMappingsThanTheKernelGoesThroughInAMoment() throws IOException {
        for (long i = 0; i < 2 * AddressSteps.MOST_MAPPINGS + 1; i++) {
            map(i << 12, (i + 1) << 12, i % 2 == 0 ? "rw-p" : "r--p", NONE);
        }

        assertThat(steps())
                .containsExactly(
                        "0-100000 anonymous", "100000-200000 anonymous", "200000-201000 anonymous");
    }

    @Test
    void smallAnonymousPiecesOfModulesGoWithThem() throws IOException {
        map(0x10_0000, 0x20_0000, "r-xp", FILE);
        map(0x20_0000, 0x20_1000, "rw-p", NONE);
        map(0x20_1000, 0x30_0000, "r--p", FILE);
        map(0x30_0000, 0x50_0000, "rw-p", NONE);
        map(0x50_0000, 0x50_1000, "r-xp", "00:00 0 [vdso]");

        assertThat(steps())
                .containsExactly(
                        "0-300000 mixed", "300000-500000 anonymous", "500000-501000 mixed");
    }

    @Test
    void largeFilesAndSharedMemoryAreLeftOutAndWhatLiesBetweenThemIsNot() throws IOException {
        map(0x10_0000, 0x20_0000, "rw-p", NONE);
        map(0x1000_0000, 0x2000_0000, "r--p", FILE);
        map(0x3000_0000, 0x4000_0000, "rw-s", "00:01 99 /dev/shm/pool");
        map(0x4000_0000, 0x4000_1000, "rw-p", NONE);

        assertThat(steps())
                .containsExactly(
                        "0-10000000 anonymous",
                        "10000000-20000000 left out",
                        "20000000-30000000 mixed",
                        "30000000-40000000 left out",
                        "40000000-40001000 anonymous");
    }

    @Test
    void aLargeFileThatMayBeWrittenToIsScannedInPieces() throws IOException {
        map(0x1000_0000, 0x1900_0000, "rw-p", FILE);

        assertThat(steps())
                .containsExactly(
                        "0-14000000 mixed", "14000000-18000000 mixed", "18000000-19000000 mixed");
    }

    @Test
    void theKernelsOwnAddressesAreNoneOfTheProcess() throws IOException {
        map(0x10_0000, 0x20_0000, "rw-p", "00:00 0 [heap]");
        maps.append("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0  [vsyscall]\n");

        assertThat(steps()).containsExactly("0-200000 anonymous");
    }

    private void map(long start, long end, String permissions, String rest) {
        maps.append(String.format("%x-%x %s 00000000 %s%n", start, end, permissions, rest));
    }

    private List<String> steps() throws IOException {
        AddressSteps steps = new AddressSteps();
        byte[] text = maps.toString().getBytes(StandardCharsets.UTF_8);
        try (ProcReader reader = new ProcReader()) {
            reader.saved(new ByteArrayInputStream(text), steps);
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String kind =
                    steps.leftOut(i) ? "left out" : steps.anonymous(i) ? "anonymous" : "mixed";
            found.add(String.format("%x-%x %s", steps.start(i), steps.end(i), kind));
        }
        return found;
    }
}
