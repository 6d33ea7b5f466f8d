package dev.leakgate.recording;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionUse;
import dev.leakgate.region.ServiceRegions;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the snapshots of one service, each once the service is quiet.
 *
 * <p>Not thread-safe.
 */
public final class Recorder implements AutoCloseable {

    private final Supplier<List<ProcessId>> processes;
    private final ProcReader proc = new ProcReader();
    private final ServiceRegions regions = new ServiceRegions(proc);
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final SortedMap<Integer, String> names = new TreeMap<>();
    private final long begin = System.nanoTime();

    /**
     * Begins a recording.
     *
     * @param processes names the service's processes that run when it is asked, the launched one
     *     first
     */
    public Recorder(Supplier<List<ProcessId>> processes) {
        this.processes = processes;
    }

    /**
     * Waits until the service is quiet and takes a snapshot.
     *
     * @param requestsDone requests answered until now
     * @param raw also gets the text of each process's smaps; null for nobody
     * @return false when no process of the service runs any more; then there is no snapshot
     * @throws dev.leakgate.linux.ProcAccessException when a process may not be looked at
     */
    public boolean take(long requestsDone, @Nullable OutputStream raw) {
        boolean quiet = Quiescence.await(proc, processes.get());
        List<ProcessId> running = processes.get();
        Duration at = sinceBegin();
        long before = System.nanoTime();
        SortedMap<RegionKey, RegionUse> read = regions.read(running, raw);
        Duration cost = Duration.ofNanos(System.nanoTime() - before);
        if (read.isEmpty()) {
            return false;
        }
        nameProcesses(running);
        snapshots.add(
                new Snapshot(
                        at,
                        requestsDone,
                        read,
                        running.size(),
                        threads(running),
                        descriptors(running),
                        !quiet,
                        cost));
        return true;
    }

    /** Writes the text of each process's smaps as it is now, without a snapshot. */
    public void copySmaps(OutputStream raw) {
        regions.read(processes.get(), raw);
    }

    /** Returns the kernel's name of each process of the last snapshot, by pid. */
    public SortedMap<Integer, String> processNames() {
        return Collections.unmodifiableSortedMap(names);
    }

    /** Returns what was recorded until now. */
    public Recording recording(int requestsPerRound) {
        return new Recording(requestsPerRound, snapshots);
    }

    private void nameProcesses(List<ProcessId> running) {
        names.clear();
        for (ProcessId process : running) {
            proc.stat(process.pid()).ifPresent(stat -> names.put(stat.pid(), stat.comm()));
        }
    }

    private Duration sinceBegin() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private int threads(List<ProcessId> running) {
        int sum = 0;
        for (ProcessId process : running) {
            sum += proc.stat(process.pid()).map(ProcStat::threads).orElse(0);
        }
        return sum;
    }

    private int descriptors(List<ProcessId> running) {
        int sum = 0;
        for (ProcessId process : running) {
            sum += proc.descriptorCount(process.pid()).orElse(0);
        }
        return sum;
    }

    @Override
    public void close() {
        regions.close();
        proc.close();
    }
}
