package dev.leakgate.load;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends blocks of requests from several threads. In the closed model each thread sends the next
 * request as soon as it has the answer to its last; in the open model each request has its time,
 * and a thread that is late sends at once.
 *
 * <p>The threads live as long as this. Between blocks no connection of the built-in client is open,
 * so that every snapshot finds the service in the same state.
 */
public final class LoadGenerator implements AutoCloseable {

    /** Most threads that send requests. */
    public static final int MOST_THREADS = 1000;

    /** A load method that does not return for so many request timeouts blocks for ever. */
    public static final int STUCK_FACTOR = 2;

    /* How often requests that take too long are looked for. */
    private static final long TICK_MILLIS = 10;

    /* How long a load method that is interrupted may take to return. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final InetSocketAddress target;
    private final Duration requestTimeout;
    private final LoadShape shape;
    private final List<LoadWorker> workers = new ArrayList<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile @Nullable RunningBlock current;
    private volatile boolean aborted;
    private volatile boolean closed;

    /** Starts the threads of a closed model over connections that are kept. */
    public LoadGenerator(InetSocketAddress target, int concurrency, Duration requestTimeout) {
        this(target, concurrency, requestTimeout, LoadShape.CLOSED);
    }

    /**
     * Starts the threads.
     *
     * @param target where the service listens; resolved
     * @param concurrency threads that send requests, from 1 to {@value #MOST_THREADS}
     * @param requestTimeout how long one request of the built-in client may take from its connect
     *     to the last byte of its response; longer than nothing
     * @param shape when requests are sent, and over what
     * @throws IllegalArgumentException when a value is out of range
     */
    public LoadGenerator(
            InetSocketAddress target, int concurrency, Duration requestTimeout, LoadShape shape) {
        if (target.isUnresolved()) {
            throw new IllegalArgumentException("unknown host " + target.getHostString());
        }
        if (concurrency < 1 || concurrency > MOST_THREADS) {
            throw new IllegalArgumentException(
                    "concurrency = " + concurrency + " must be from 1 to " + MOST_THREADS);
        }
        if (requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "requestTimeout = " + requestTimeout + " must be longer than nothing");
        }
        this.target = target;
        this.requestTimeout = requestTimeout;
        this.shape = shape;
        for (int i = 0; i < concurrency; i++) {
            workers.add(newWorker(i));
        }
    }

    private LoadWorker newWorker(int number) {
        return new LoadWorker(new WorkerDriver(target, number, shape, requestTimeout));
    }

    /**
     * Sends exactly {@code requests} requests and waits until all have ended.
     *
     * @throws InterruptedException when the calling thread is interrupted; the block is ended
     */
    public LoadBlock run(long requests, LoadMethod method) throws InterruptedException {
        return run(requests, method, Duration.ofNanos(Long.MAX_VALUE / 2));
    }

    /** Does the same within a time. */
    public LoadBlock run(long requests, LoadMethod method, Duration atMost)
            throws InterruptedException {
        return run(requests, method, atMost, Long.MAX_VALUE);
    }

    /**
     * Sends exactly {@code requests} requests, waits until all have ended and closes the
     * connections of the built-in client.
     *
     * <p>When the time is over, requests in flight are cut off and load methods that block are
     * interrupted. One that does not return even then is left behind on its thread, and another
     * thread takes its place. The same happens when no request ends for {@link #STUCK_FACTOR} times
     * the request timeout though some are under way, and when more fail than may.
     *
     * @param requests 0 or more
     * @param atMost how long the block may take
     * @param mostFailures how many requests may fail before the block is ended
     * @throws InterruptedException when the calling thread is interrupted; the block is ended
     * @throws IllegalStateException when a block is running or this is closed
     * @throws VirtualMachineError when a load method threw one
     */
    public LoadBlock run(long requests, LoadMethod method, Duration atMost, long mostFailures)
            throws InterruptedException {
        if (requests < 0) {
            throw new IllegalArgumentException("requests = " + requests + " must be 0 or more");
        }
        if (closed || !running.compareAndSet(false, true)) {
            throw new IllegalStateException(closed ? "closed" : "another block is running");
        }
        try {
            RunningBlock block =
                    new RunningBlock(requests, method, workers.size(), shape, mostFailures);
            current = block;
            workers.forEach(worker -> worker.begin(block));
            try {
                block.ready.await();
                long begin = System.nanoTime();
                block.start(begin);
                LoadBlock.End end = await(block, begin, atMost);
                Duration wallTime = Duration.ofNanos(System.nanoTime() - begin);
                if (end != LoadBlock.End.DRAINED || block.stopped()) {
                    stop(block);
                }
                return block.finish(wallTime, block.failing() ? LoadBlock.End.FAILING : end);
            } catch (InterruptedException e) {
                stop(block);
                throw e;
            }
        } finally {
            current = null;
            running.set(false);
        }
    }

    /** Ends the running block, and each later one as soon as it begins: the service is gone. */
    public void abort() {
        aborted = true;
    }

    /** Returns how many requests of the block that runs have ended; 0 when none runs. */
    public long endedNow() {
        RunningBlock block = current;
        return block == null ? 0 : block.ended();
    }

    /** Says whether {@link #abort} was called. */
    public boolean aborted() {
        return aborted;
    }

    /** Ends the threads and closes their connections. Waits a second at most. */
    @Override
    public void close() {
        closed = true;
        workers.forEach(LoadWorker::retire);
        long deadline = System.nanoTime() + GRACE.toNanos();
        try {
            for (LoadWorker worker : workers) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                worker.join(Math.max(1, left));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of the block, and meanwhile ends requests that take too long. */
    private LoadBlock.End await(RunningBlock block, long begin, Duration atMost)
            throws InterruptedException {
        long stuckAfter = requestTimeout.toNanos() * STUCK_FACTOR;
        long progress = begin;
        long ended = 0;
        while (!block.drained.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
            long now = System.nanoTime();
            if (aborted || closed) {
                return LoadBlock.End.ABORTED;
            }
            if (now - begin >= atMost.toNanos()) {
                return LoadBlock.End.TIMED_OUT;
            }
            if (block.stopped()) {
                return LoadBlock.End.ABORTED;
            }
            for (LoadWorker worker : workers) {
                worker.expire(now);
            }
            if (block.ended() > ended || !block.busy()) {
                ended = block.ended();
                progress = now;
            } else if (now - progress > stuckAfter) {
                return LoadBlock.End.STUCK;
            }
        }
        return LoadBlock.End.DRAINED;
    }

    /** Interrupts what still runs, again and again, and replaces the threads that stay stuck. */
    private void stop(RunningBlock block) {
        block.stop();
        block.go.countDown();
        boolean interrupted = false;
        long deadline = System.nanoTime() + GRACE.toNanos();
        while (block.drained.getCount() > 0 && System.nanoTime() - deadline < 0) {
            workers.stream().filter(LoadWorker::busy).forEach(LoadWorker::interrupt);
            try {
                if (block.drained.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        for (int i = 0; i < workers.size(); i++) {
            if (workers.get(i).busy()) {
                workers.get(i).retire();
                workers.set(i, newWorker(i));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
