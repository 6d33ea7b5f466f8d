package dev.leakgate.load;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.AtomicHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the requests of a block to the load threads and counts what comes of them.
 *
 * <p>The counts are shared, not one per thread: a histogram takes 250 kB, and a thousand threads
 * are allowed.
 */
final class RunningBlock {

    /* Three digits, RFC 9110, 15. */
    static final int STATUSES = 1000;

    final LoadMethod method;
    /* Threads begin together: else the first to wake has done a short round before the others. */
    final CountDownLatch ready;
    final CountDownLatch go = new CountDownLatch(1);
    final CountDownLatch drained;

    private final long intended;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong aborted = new AtomicLong();
    private final RunningKinds kinds = new RunningKinds();
    private final LoadShape shape;
    private final long mostFailures;
    private final AtomicLongArray statuses = new AtomicLongArray(STATUSES);
    private final AtomicHistogram latencies =
            new AtomicHistogram(Latencies.LONGEST_NANOS, Latencies.DIGITS);
    private final AtomicReference<@Nullable FirstFailure> firstFailure = new AtomicReference<>();
    private final AtomicReference<@Nullable VirtualMachineError> fatal = new AtomicReference<>();
    private volatile long firstStart;
    private volatile boolean failing;
    private volatile boolean stopped;

    RunningBlock(
            long intended, LoadMethod method, int threads, LoadShape shape, long mostFailures) {
        this.intended = intended;
        this.shape = shape;
        this.mostFailures = mostFailures;
        this.method = method;
        this.ready = new CountDownLatch(threads);
        this.drained = new CountDownLatch(threads);
    }

    /** Takes the next request and returns its number, from 1; 0 when there is none. */
    long take() {
        if (stopped) {
            return 0;
        }
        long number = taken.incrementAndGet();
        return number <= intended ? number : 0;
    }

    /** Lets the threads begin. */
    void start(long nowNanos) {
        firstStart = nowNanos;
        go.countDown();
    }

    /**
     * Waits until a request is due and returns that moment, from which its latency counts: when all
     * threads are late, the time that a request waited for one of them is part of it.
     */
    long awaitStart(long number) {
        if (!shape.open()) {
            return System.nanoTime();
        }
        long due = firstStart + shape.nanosUntil(number - 1);
        for (long left = due - System.nanoTime();
                left > 0 && !stopped;
                left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            // Only an interrupt that ends the block counts, and the loop sees that.
            Thread.interrupted();
        }
        return due;
    }

    /** Counts a request as begun; false when the block has ended meanwhile. */
    boolean begin() {
        if (stopped) {
            return false;
        }
        begun.incrementAndGet();
        return true;
    }

    /** Returns how many requests have ended. */
    long ended() {
        return ended.get();
    }

    /** Says whether a request is under way. */
    boolean busy() {
        return begun.get() > ended.get();
    }

    void countStatus(int status) {
        statuses.incrementAndGet(status);
    }

    void succeeded(long nanos, RequestCounts counts) {
        if (counts.isOnPurpose()) {
            aborted.incrementAndGet();
        } else {
            latencies.recordValue(Math.min(Math.max(nanos, 0), Latencies.LONGEST_NANOS));
        }
        kinds.count(counts.kind(), false);
        ended.incrementAndGet();
    }

    /** Counts a failure; after the block was stopped it is our doing, and no failure. */
    void failed(long number, Throwable cause, RequestCounts counts) {
        if (stopped) {
            return;
        }
        kinds.count(counts.kind(), true);
        ended.incrementAndGet();
        keepFirst(number, cause);
        if (failed.incrementAndGet() > mostFailures) {
            failing = true;
            stopped = true;
        }
    }

    private void keepFirst(long number, Throwable cause) {
        FirstFailure known = firstFailure.get();
        while (known == null || number < known.request()) {
            if (firstFailure.compareAndSet(known, new FirstFailure(number, cause))) {
                return;
            }
            known = firstFailure.get();
        }
    }

    /** Says whether so many requests failed that the block was ended for it. */
    boolean failing() {
        return failing;
    }

    /** Ends the block because the virtual machine cannot go on. */
    void fatal(VirtualMachineError error) {
        fatal.compareAndSet(null, error);
        stopped = true;
    }

    void stop() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    /**
     * Sums up.
     *
     * @throws VirtualMachineError when one ended the block
     */
    LoadBlock finish(Duration wallTime, LoadBlock.End end) {
        VirtualMachineError error = fatal.get();
        if (error != null) {
            throw error;
        }
        SortedMap<Integer, Long> counted = new TreeMap<>();
        for (int status = 0; status < STATUSES; status++) {
            long count = statuses.get(status);
            if (count > 0) {
                counted.put(status, count);
            }
        }
        long done = ended.get();
        return new LoadBlock(
                intended,
                done,
                failed.get(),
                aborted.get(),
                Math.max(0, begun.get() - done),
                firstFailure.get(),
                counted,
                kinds.counts(),
                Latencies.of(latencies),
                wallTime,
                shape.planned(intended),
                end);
    }
}
