package dev.leakgate.watch;

import dev.leakgate.linux.ProcAccessException;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionUse;
import dev.leakgate.region.ServiceRegions;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Looks at all regions of a service every second or so, on a thread of its own, and keeps the
 * largest of each. A look that costs more comes less often.
 */
final class Looks implements AutoCloseable {

    /**
     * What the service had at one moment.
     *
     * @param atMicros microseconds since 1970
     */
    record Look(long atMicros, long footprint, long rss, long threads, long descriptors) {}

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);

    /* One look in so many times of what it took: 0.5 % of a core. */
    private static final int PAUSE_FACTOR = 200;

    /* Then every second one goes; the largest stay known. */
    private static final int MOST_LOOKS = 4000;

    private final Supplier<List<ProcessId>> processes;
    private final Thread thread;
    private final Map<String, Long> peaks = new TreeMap<>();
    private final List<Look> looks = new ArrayList<>();
    private Look highest = new Look(0, 0, 0, 0, 0);
    private String trouble = "";
    private boolean closed;

    Looks(Supplier<List<ProcessId>> processes) {
        this.processes = processes;
        thread = new Thread(this::run, "leakgate-looks");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try (ProcReader proc = new ProcReader();
                ServiceRegions regions = new ServiceRegions(proc)) {
            boolean goesOn = true;
            while (goesOn) {
                long before = System.nanoTime();
                take(proc, regions);
                long cost = System.nanoTime() - before;
                goesOn = rest(Math.max(SHORTEST_PAUSE.toNanos(), cost * PAUSE_FACTOR));
            }
        } catch (ProcAccessException | UncheckedIOException refused) {
            note(String.valueOf(refused.getMessage()));
        }
    }

    /** Looks now. */
    private void take(ProcReader proc, ServiceRegions regions) {
        List<ProcessId> running = processes.get();
        long at = nowMicros();
        Map<RegionKey, RegionUse> read = regions.read(running, null);
        long rss = 0;
        long footprint = 0;
        long threads = 0;
        long descriptors = 0;
        for (RegionUse use : read.values()) {
            rss += use.rss();
            footprint += use.footprint();
        }
        for (ProcessId process : running) {
            threads += proc.stat(process.pid()).map(ProcStat::threads).orElse(0);
            descriptors += proc.descriptorCount(process.pid()).orElse(0);
        }
        add(read, new Look(at, footprint, rss, threads, descriptors));
    }

    static long nowMicros() {
        java.time.Instant now = java.time.Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    private synchronized void add(Map<RegionKey, RegionUse> read, Look look) {
        read.forEach((key, use) -> peaks.merge(key.toString(), use.footprint(), Math::max));
        highest =
                new Look(
                        look.atMicros(),
                        Math.max(highest.footprint(), look.footprint()),
                        Math.max(highest.rss(), look.rss()),
                        Math.max(highest.threads(), look.threads()),
                        Math.max(highest.descriptors(), look.descriptors()));
        looks.add(look);
        if (looks.size() == MOST_LOOKS) {
            for (int i = MOST_LOOKS - 1; i > 0; i -= 2) {
                looks.remove(i);
            }
        }
    }

    private synchronized void note(String refusal) {
        trouble = refusal;
    }

    private synchronized boolean rest(long nanos) {
        long until = System.nanoTime() + nanos;
        try {
            long left = nanos;
            while (!closed && left > 0) {
                wait(left / 1_000_000 + 1);
                left = until - System.nanoTime();
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !closed;
    }

    /** Returns the largest footprint of each region, in bytes. */
    synchronized Map<String, Long> peaks() {
        return Map.copyOf(peaks);
    }

    /** Returns the most that any look saw of each. */
    synchronized Look highest() {
        return highest;
    }

    /** Returns the looks in the order of time. */
    synchronized List<Look> all() {
        return List.copyOf(looks);
    }

    /** Returns why it may not look; empty when it may. */
    synchronized String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
