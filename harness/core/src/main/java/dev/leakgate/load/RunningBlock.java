package dev.leakgate.load;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
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
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLongArray statuses = new AtomicLongArray(STATUSES);
    private final AtomicHistogram latencies =
            new AtomicHistogram(Latencies.LONGEST_NANOS, Latencies.DIGITS);
    private final AtomicReference<@Nullable FirstFailure> firstFailure = new AtomicReference<>();
    private final AtomicReference<@Nullable VirtualMachineError> fatal = new AtomicReference<>();
    private volatile boolean stopped;

    RunningBlock(long intended, LoadMethod method, int threads) {
        this.intended = intended;
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

    void countStatus(int status) {
        statuses.incrementAndGet(status);
    }

    void succeeded(long nanos) {
        latencies.recordValue(Math.min(Math.max(nanos, 0), Latencies.LONGEST_NANOS));
        ended.incrementAndGet();
    }

    /** Counts a failure; after the block was stopped it is our doing, and no failure. */
    void failed(long number, Throwable cause) {
        if (stopped) {
            return;
        }
        failed.incrementAndGet();
        ended.incrementAndGet();
        FirstFailure known = firstFailure.get();
        while (known == null || number < known.request()) {
            if (firstFailure.compareAndSet(known, new FirstFailure(number, cause))) {
                return;
            }
            known = firstFailure.get();
        }
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
                Math.min(taken.get(), intended) - done,
                firstFailure.get(),
                counted,
                Latencies.of(latencies),
                wallTime,
                end);
    }
}
