package dev.leakgate.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadGeneratorTest {

    private static final InetSocketAddress NOWHERE =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private static final Duration PATIENT = Duration.ofSeconds(30);

    @Test
    void callsTheMethodExactlyAsOftenAsAsked() throws Exception {
        AtomicLong calls = new AtomicLong();
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 7, PATIENT)) {
            for (long requests : new long[] {0, 1, 3, 10_007}) {
                calls.set(0);
                LoadBlock block = load.run(requests, driver -> calls.incrementAndGet());
                assertThat(calls).hasValue(requests);
                assertThat(block.requests()).isEqualTo(requests);
                assertThat(block.latencies().count()).isEqualTo(requests);
                assertThat(block.failed()).isZero();
                assertThat(block.unfinished()).isZero();
                assertThat(block.end()).isEqualTo(LoadBlock.End.DRAINED);
            }
        }
    }

    @Test
    void sendsFromAllThreadsAtOnceAndFromTheSameOnesInEachBlock() throws Exception {
        Set<String> names = ConcurrentHashMap.newKeySet();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CyclicBarrier together = new CyclicBarrier(6);
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 6, PATIENT)) {
            for (int i = 0; i < 3; i++) {
                LoadBlock block =
                        load.run(
                                60,
                                driver -> {
                                    together.await(20, TimeUnit.SECONDS);
                                    threads.add(Thread.currentThread());
                                    names.add(Thread.currentThread().getName());
                                    assertThat(Thread.currentThread().getName())
                                            .isEqualTo("leakgate-load-" + driver.worker());
                                    assertThat(Thread.currentThread().isDaemon()).isTrue();
                                });
                assertThat(block.failed()).isZero();
            }
        }
        assertThat(names).hasSize(6).contains("leakgate-load-0", "leakgate-load-5");
        assertThat(threads).hasSize(6);
        for (Thread thread : threads) {
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void countsStatusesApartFromFailures() throws Exception {
        try (ScriptedServer server =
                        new ScriptedServer(
                                peer -> {
                                    for (String r = peer.request(); r != null; r = peer.request()) {
                                        String status = r.substring(5, 8);
                                        peer.send(
                                                "HTTP/1.1 "
                                                        + status
                                                        + " X\r\nContent-Length: 0\r\n\r\n");
                                    }
                                });
                LoadGenerator load = new LoadGenerator(server.address(), 4, PATIENT)) {
            AtomicInteger number = new AtomicInteger();
            LoadBlock block =
                    load.run(
                            1_000,
                            driver ->
                                    driver.get(
                                            number.getAndIncrement() % 4 == 0 ? "/500" : "/200"));
            assertThat(block.failed()).isZero();
            assertThat(block.statuses()).isEqualTo(Map.of(200, 750L, 500, 250L));
        }
    }

    @Test
    void countsAMethodThatThrowsAsFailedAndKeepsTheFirst() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 1, PATIENT)) {
            LoadBlock block =
                    load.run(
                            10,
                            driver -> {
                                int n = number.incrementAndGet();
                                if (n == 3) {
                                    assertThat(n).as("status").isEqualTo(200);
                                } else if (n > 7) {
                                    throw new IllegalStateException("later");
                                }
                            });
            assertThat(block.requests()).isEqualTo(10);
            assertThat(block.failed()).isEqualTo(4);
            assertThat(block.latencies().count()).isEqualTo(6);
            FirstFailure first = Objects.requireNonNull(block.firstFailure());
            assertThat(first.request()).isEqualTo(3);
            assertThat(first.cause()).isInstanceOf(AssertionError.class);
            assertThat(first.toString())
                    .startsWith("request 3: ")
                    .contains("[status]")
                    .containsPattern(
                            " at .*LoadGeneratorTest\\.lambda.*\\(LoadGeneratorTest.java:");
        }
    }

    @Test
    void interruptsAMethodThatBlocksForEver() throws Exception {
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 3, PATIENT)) {
            AtomicInteger number = new AtomicInteger();
            LoadBlock block =
                    load.run(
                            100,
                            driver -> {
                                if (number.incrementAndGet() == 50) {
                                    new CountDownLatch(1).await();
                                }
                                if (number.get() > 90) {
                                    new CountDownLatch(1).await();
                                }
                            },
                            Duration.ofMillis(300));
            assertThat(block.timedOut()).isTrue();
            assertThat(block.failed()).isZero();
            assertThat(block.unfinished()).isEqualTo(3);
            assertThat(block.requests()).isBetween(85L, 95L);
            assertThat(load.run(10, driver -> {}).requests()).isEqualTo(10);
        }
    }

    @Test
    void leavesBehindAMethodThatHeedsNoInterrupt() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        AtomicReference<Thread> stuck = new AtomicReference<>();
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 2, PATIENT)) {
            LoadBlock block =
                    load.run(
                            1,
                            driver -> {
                                stuck.set(Thread.currentThread());
                                while (free.getCount() > 0) {
                                    Thread.onSpinWait();
                                }
                            },
                            Duration.ofMillis(100));
            assertThat(block.timedOut()).isTrue();
            assertThat(block.requests()).isZero();
            assertThat(block.unfinished()).isEqualTo(1);

            CyclicBarrier together = new CyclicBarrier(2);
            block = load.run(20, driver -> together.await(20, TimeUnit.SECONDS));
            assertThat(block.requests()).isEqualTo(20);
            assertThat(block.failed()).isZero();
        }
        free.countDown();
        Thread left = Objects.requireNonNull(stuck.get());
        left.join(20_000);
        assertThat(left.isAlive()).isFalse();
    }

    @Test
    void cutsOffRequestsInFlightWhenTheTimeIsOver() throws Exception {
        try (ScriptedServer server = new ScriptedServer(peer -> peer.untilClosed());
                LoadGenerator load = new LoadGenerator(server.address(), 4, PATIENT)) {
            LoadBlock block = load.run(100, d -> d.get("/"), Duration.ofMillis(200));
            assertThat(block.timedOut()).isTrue();
            assertThat(block.requests()).isZero();
            assertThat(block.unfinished()).isEqualTo(4);
            assertThat(block.failed()).isZero();
        }
    }

    @Test
    void endsEarlyWhenAborted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (ScriptedServer server =
                        new ScriptedServer(
                                peer -> {
                                    begun.countDown();
                                    peer.untilClosed();
                                });
                LoadGenerator load = new LoadGenerator(server.address(), 2, PATIENT)) {
            Thread other =
                    new Thread(
                            () -> {
                                try {
                                    begun.await();
                                } catch (InterruptedException e) {
                                    return;
                                }
                                load.abort();
                            });
            other.start();
            LoadBlock block = load.run(100, driver -> driver.get("/"));
            assertThat(block.end()).isEqualTo(LoadBlock.End.ABORTED);
            assertThat(block.requests()).isZero();
            block = load.run(1_000_000, driver -> Thread.sleep(1));
            assertThat(block.end()).isEqualTo(LoadBlock.End.ABORTED);
            assertThat(block.requests()).isLessThan(1_000_000);
            other.join();
        }
    }

    @Test
    void endsWhenTheCallerIsInterrupted() throws Exception {
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 2, PATIENT)) {
            Thread caller = Thread.currentThread();
            AtomicInteger interrupted = new AtomicInteger();
            AtomicInteger asked = new AtomicInteger();
            assertThatThrownBy(
                            () ->
                                    load.run(
                                            2,
                                            driver -> {
                                                // Once: a second one may come after the block's
                                                // end.
                                                if (asked.getAndIncrement() == 0) {
                                                    caller.interrupt();
                                                }
                                                try {
                                                    new CountDownLatch(1).await();
                                                } finally {
                                                    interrupted.incrementAndGet();
                                                }
                                            }))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(interrupted.get()).isPositive();
            assertThat(load.run(5, driver -> {}).requests()).isEqualTo(5);
        }
    }

    @Test
    void rethrowsAnErrorOfTheVirtualMachine() throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("seven");
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 2, PATIENT)) {
            AtomicInteger number = new AtomicInteger();
            assertThatThrownBy(
                            () ->
                                    load.run(
                                            1_000_000,
                                            driver -> {
                                                if (number.incrementAndGet() == 7) {
                                                    throw error;
                                                }
                                                Thread.sleep(1);
                                            }))
                    .isSameAs(error);
            assertThat(number.get()).isLessThan(1_000_000);
        }
    }

    @Test
    void aMethodThatInterruptsItselfHurtsNoOtherRequest() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 1, PATIENT)) {
            LoadBlock block =
                    load.run(
                            100,
                            driver -> {
                                if (number.incrementAndGet() == 1) {
                                    Thread.currentThread().interrupt();
                                }
                                if (number.get() > 1) {
                                    Thread.sleep(0, 1);
                                }
                            });
            assertThat(block.failed()).isZero();
        }
    }

    @Test
    void refusesValuesOutOfRange() throws Exception {
        assertThatThrownBy(() -> new LoadGenerator(NOWHERE, 0, PATIENT))
                .hasMessage("concurrency = 0 must be from 1 to 1000");
        assertThatThrownBy(() -> new LoadGenerator(NOWHERE, 1, Duration.ZERO))
                .hasMessage("requestTimeout = PT0S must be longer than nothing");
        LoadGenerator load = new LoadGenerator(NOWHERE, 1, PATIENT);
        assertThatThrownBy(() -> load.run(-1, driver -> {}))
                .hasMessage("requests = -1 must be 0 or more");
        load.close();
        assertThatThrownBy(() -> load.run(1, driver -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("closed");
    }

    @Test
    void measuresLatenciesOfRequestsThatTakeTime() throws Exception {
        try (LoadGenerator load = new LoadGenerator(NOWHERE, 4, PATIENT)) {
            LoadBlock block = load.run(40, driver -> Thread.sleep(5));
            assertThat(block.latencies().percentile(50)).isGreaterThan(Duration.ofMillis(4));
            assertThat(block.latencies().max())
                    .isGreaterThanOrEqualTo(block.latencies().percentile(50));
            assertThat(block.wallTime()).isGreaterThan(Duration.ofMillis(45));
            assertThat(block.rate()).isBetween(1.0, 4 / 0.004);
        }
    }
}
