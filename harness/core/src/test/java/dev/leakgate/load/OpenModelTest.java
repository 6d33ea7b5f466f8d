package dev.leakgate.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OpenModelTest {

    private static final InetSocketAddress NOWHERE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private static final Duration PATIENT = Duration.ofSeconds(30);

    private static LoadBlock run(int threads, double rate, long requests, LoadMethod method)
            throws Exception {
        LoadShape shape = new LoadShape(rate, Connections.KEEP_ALIVE);
        try (LoadGenerator load = new LoadGenerator(NOWHERE, threads, PATIENT, shape)) {
            return load.run(requests, method);
        }
    }

    @Test
    void sendsNoRequestBeforeItIsDue() throws Exception {
        AtomicLong begin = new AtomicLong();
        AtomicInteger early = new AtomicInteger();
        LoadBlock block =
                run(
                        1,
                        200,
                        40,
                        load -> {
                            long now = System.nanoTime();
                            if (load.request() == 1) {
                                begin.set(now);
                            }
                            // The first one is a little late, so allow for that.
                            long due = begin.get() + (load.request() - 1) * 5_000_000;
                            if (now < due - 2_000_000_000L / 200) {
                                early.incrementAndGet();
                            }
                        });
        assertThat(early).hasValue(0);
        assertThat(block.requests()).isEqualTo(40);
        assertThat(block.planned()).isEqualTo(Duration.ofMillis(200));
        assertThat(block.wallTime()).isGreaterThanOrEqualTo(Duration.ofMillis(195));
    }

    /**
     * One request stalls for 300 ms: at 100 a second that delays some 30 more, and each of them
     * counts the time that it waited. A closed model would see one slow request of 60.
     */
    @Test
    void countsAStallForEachRequestThatItDelays() throws Exception {
        LoadMethod stalling =
                load -> {
                    if (load.request() == 10) {
                        Thread.sleep(300);
                    }
                };
        LoadBlock open = run(1, 100, 60, stalling);
        LoadBlock closed;
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 1, PATIENT)) {
            closed = load.run(60, stalling);
        }

        assertThat(open.latencies().percentile(75)).isGreaterThan(Duration.ofMillis(90));
        assertThat(open.latencies().max()).isGreaterThanOrEqualTo(Duration.ofMillis(299));
        assertThat(closed.latencies().percentile(90)).isLessThan(Duration.ofMillis(90));
        assertThat(closed.planned()).isZero();
    }

    @Test
    void catchesUpAfterAStall() throws Exception {
        LoadBlock block =
                run(
                        1,
                        200,
                        100,
                        load -> {
                            if (load.request() == 2) {
                                Thread.sleep(100);
                            }
                        });
        LoadReport report = LoadReport.NONE.add(block);
        assertThat(report.collapsed(Duration.ofMillis(100))).isFalse();
        assertThat(report.intendedRate()).isEqualTo(200);
    }

    @Test
    void saysThatARateWasNotReached() throws Exception {
        LoadBlock block = run(2, 1_000, 100, load -> Thread.sleep(20));

        LoadReport report = LoadReport.NONE.add(block);
        assertThat(report.collapsed(Duration.ofMillis(100))).isTrue();
        assertThat(report.intendedRate()).isEqualTo(1_000);
        assertThat(report.rate()).isLessThanOrEqualTo(100);
        assertThat(report.collapsed(Duration.ofHours(1))).isFalse();
    }

    @Test
    void endsThreadsThatWaitForTheirTurnWhenTheTimeIsOver() throws Exception {
        LoadShape shape = new LoadShape(0.01, Connections.KEEP_ALIVE);
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 3, PATIENT, shape)) {
            LoadBlock block = load.run(10, driver -> {}, Duration.ofMillis(200));
            assertThat(block.timedOut()).isTrue();
            assertThat(block.requests()).isEqualTo(1);
            assertThat(block.unfinished()).isZero();
        }
    }

    @Test
    void aLongPauseBetweenRequestsIsNotTakenForAStuckMethod() throws Exception {
        LoadShape shape = new LoadShape(5, Connections.KEEP_ALIVE);
        Duration timeout = Duration.ofMillis(40);
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 2, timeout, shape)) {
            LoadBlock block = load.run(4, driver -> {});
            assertThat(block.end()).isEqualTo(LoadBlock.End.DRAINED);
        }
    }

    @Test
    void endsABlockWhoseMethodDoesNotReturn() throws Exception {
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 2, Duration.ofMillis(100))) {
            LoadBlock block =
                    load.run(
                            50,
                            driver -> {
                                if (driver.request() == 20) {
                                    new CountDownLatch(1).await();
                                }
                            });
            assertThat(block.end()).isEqualTo(LoadBlock.End.STUCK);
            assertThat(block.unfinished()).isEqualTo(1);
            assertThat(block.requests()).isEqualTo(49);
            assertThat(load.run(5, driver -> {}).requests()).isEqualTo(5);
        }
    }

    @Test
    void endsABlockOnceTooManyRequestsFail() throws Exception {
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 2, PATIENT)) {
            LoadMethod failing =
                    driver -> {
                        throw new IllegalStateException("no");
                    };
            LoadBlock block = load.run(1_000_000, failing, PATIENT, 7);
            assertThat(block.end()).isEqualTo(LoadBlock.End.FAILING);
            assertThat(block.failed()).isBetween(8L, 9L);
            assertThat(load.run(10, failing, PATIENT, 10).end()).isEqualTo(LoadBlock.End.DRAINED);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 1e-4, 2e6, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesARateOutOfRange(double rate) {
        assertThatThrownBy(() -> new LoadShape(rate, Connections.KEEP_ALIVE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rate = ")
                .hasMessageContaining("from 0.001 to 1,000,000 requests per second");
    }
}
