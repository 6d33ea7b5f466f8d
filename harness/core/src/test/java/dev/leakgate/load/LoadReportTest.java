package dev.leakgate.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadReportTest {

    private static LoadBlock block(
            long requests, long failed, @Nullable FirstFailure first, long latencyNanos) {
        return block(requests, failed, first, latencyNanos, Duration.ZERO);
    }

    private static LoadBlock block(
            long requests,
            long failed,
            @Nullable FirstFailure first,
            long latencyNanos,
            Duration planned) {
        Histogram latencies = new Histogram(Latencies.LONGEST_NANOS, Latencies.DIGITS);
        latencies.recordValueWithCount(latencyNanos, requests - failed);
        return new LoadBlock(
                requests,
                requests,
                failed,
                0,
                0,
                first,
                new TreeMap<>(Map.of(200, requests - failed)),
                new TreeMap<>(),
                Latencies.of(latencies),
                Duration.ofMillis(500),
                planned,
                LoadBlock.End.DRAINED);
    }

    @Test
    void addsUpBlocks() {
        FirstFailure failure = new FirstFailure(2, new IllegalStateException("no"));
        LoadReport report =
                LoadReport.NONE
                        .add(block(100, 0, null, 1_000))
                        .add(block(300, 3, failure, 3_000_000))
                        .add(block(100, 1, new FirstFailure(1, new RuntimeException("x")), 1_000));

        assertThat(report.requests()).isEqualTo(500);
        assertThat(report.failed()).isEqualTo(4);
        assertThat(report.statuses()).isEqualTo(Map.of(200, 496L));
        assertThat(report.wallTime()).isEqualTo(Duration.ofMillis(1500));
        assertThat(report.rate()).isCloseTo(333.3, org.assertj.core.data.Offset.offset(0.1));
        assertThat(report.latencies().count()).isEqualTo(496);
        assertThat(report.latencies().max().toNanos()).isBetween(2_997_000L, 3_003_000L);
        assertThat(report.firstFailure())
                .startsWith("request 2: java.lang.IllegalStateException: no at dev.leakgate.load")
                .endsWith(")");
    }

    @Test
    void toleratesOneFailureInAHundred() {
        assertThat(LoadReport.NONE.tooManyFailed()).isFalse();
        assertThat(LoadReport.NONE.add(block(1_000, 10, null, 1)).tooManyFailed()).isFalse();
        assertThat(LoadReport.NONE.add(block(1_000, 11, null, 1)).tooManyFailed()).isTrue();
        assertThat(LoadReport.NONE.add(block(1, 1, null, 1)).tooManyFailed()).isTrue();
    }

    @Test
    void hasNoLatencyWithoutRequests() {
        assertThat(LoadReport.NONE.latencies().percentile(99)).isEqualTo(Duration.ZERO);
        assertThat(LoadReport.NONE.rate()).isZero();
    }
}
