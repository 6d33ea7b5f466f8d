package dev.leakgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.benchmarks.CaptureRow.Command;
import dev.leakgate.benchmarks.CaptureRow.Cost;
import dev.leakgate.benchmarks.CaptureRow.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureTableTest {

    private static final long MILLI = 1_000_000;

    private static CaptureRow row(int megabytes, long pause, long theirs, long fork, long mb) {
        return new CaptureRow(
                new Service(64, megabytes, 8, 1, 1),
                new Cost(pause * MILLI, 500 * MILLI, (long) megabytes << 20),
                new Cost(theirs * MILLI, 600 * MILLI, (long) megabytes << 20),
                new Command(pause * MILLI, mb << 10),
                fork * MILLI);
    }

    private static String outcome(CaptureRow row) {
        return CaptureTable.of(List.of(row), List.of()).lines().reduce("", (a, b) -> b);
    }

    @Test
    void tellsWhatNoForkReachesFromWhatIsMissed() {
        assertThat(outcome(row(1024, 15, 1500, 14, 40))).contains("<= 20 ms  met ", "+40 MB");
        assertThat(outcome(row(1024, 25, 1500, 24, 40))).contains("  floor: pause ");
        assertThat(outcome(row(1024, 19, 600, 18, 40))).contains("  floor: 50 × ");
        assertThat(outcome(row(1024, 25, 600, 14, 40))).contains("  MISSED pause, 50 × ");
        assertThat(outcome(row(1024, 15, 1500, 14, 70))).contains("  MISSED memory ");
        assertThat(row(1024, 25, 600, 24, 40).met()).isTrue();
        assertThat(row(1024, 25, 600, 14, 40).met()).isFalse();
    }

    @Test
    void comparesTheSmallestGigabyteWithTheLargest() {
        CaptureRow small = row(1024, 15, 1500, 14, 40);
        List<CaptureRow> rows = List.of(row(64, 3, 60, 2, 40), small, row(2048, 29, 2000, 28, 40));

        assertThat(CaptureGrowth.of(rows))
                .singleElement()
                .hasToString(
                        "1,024 MB, 64-bit, 8 threads → 2,048 MB: pause 1.9 ×, to reach <= 2.4 ×"
                                + "  met; core in 1.0 ×, gcore's 1.0 ×");
        assertThat(new CaptureGrowth(small, row(2048, 37, 2000, 28, 40)).met()).isFalse();
        assertThat(CaptureGrowth.of(List.of(small))).isEmpty();
    }
}
