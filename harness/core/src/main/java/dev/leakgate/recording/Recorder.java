package dev.leakgate.recording;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.region.HeapUse;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionUse;
import dev.leakgate.region.ServiceRegions;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the snapshots of one service, each once the service is quiet.
 *
 * <p>Not thread-safe.
 */
public final class Recorder implements AutoCloseable {

    private final Supplier<List<ProcessId>> processes;
    private final HeapReader heaps;
    private final ProcReader proc = new ProcReader();
    private final ServiceRegions regions = new ServiceRegions(proc);
    private final CountReader countReader = new CountReader(proc);
    private final List<Snapshot> snapshots = new ArrayList<>();
    private Members members = new Members();
    private final Map<Count, Long> limits = new EnumMap<>(Count.class);
    private final long begin = System.nanoTime();

    /** Begins a recording of footprints alone. */
    public Recorder(Supplier<List<ProcessId>> processes) {
        this(processes, layouts -> Collections.emptySortedMap());
    }

    /**
     * Begins a recording.
     *
     * @param processes names the service's processes that run when it is asked, the launched one
     *     first
     * @param heaps counts what is in use in their heaps
     */
    public Recorder(Supplier<List<ProcessId>> processes, HeapReader heaps) {
        this.processes = processes;
        this.heaps = heaps;
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
        return take(requestsDone, raw, Quiescence.await(proc, processes.get()));
    }

    /**
     * Takes a snapshot of a service that works.
     *
     * @param requestsDone requests answered until now; -1 when nobody counts them
     * @return false when no process of the service runs any more; then there is no snapshot
     * @throws dev.leakgate.linux.ProcAccessException when a process may not be looked at
     */
    public boolean takeNow(long requestsDone) {
        return take(requestsDone, null, false);
    }

    private boolean take(long requestsDone, @Nullable OutputStream raw, boolean quiet) {
        List<ProcessId> running = processes.get();
        Duration at = sinceBegin();
        long before = System.nanoTime();
        SortedMap<RegionKey, RegionUse> read = regions.read(running, raw);
        SortedMap<RegionKey, HeapUse> counted = heaps.read(regions.layouts());
        Duration cost = Duration.ofNanos(System.nanoTime() - before);
        if (read.isEmpty()) {
            return false;
        }
        Members now = Members.of(proc, running);
        List<Replacement> replaced = now.replacementsSince(members);
        members = now;
        if (limits.isEmpty()) {
            limits.putAll(CountLimits.of(proc, running.get(0)));
        }
        Counts counts = countReader.read(running, read);
        snapshots.add(
                new Snapshot(
                        at,
                        requestsDone,
                        read,
                        running.size(),
                        Math.toIntExact(counts.total(Count.THREADS)),
                        Math.toIntExact(counts.total(Count.DESCRIPTORS)),
                        !quiet,
                        cost,
                        counts,
                        replaced,
                        counted));
        return true;
    }

    /** Forgets every second snapshot, the last one not. */
    public void thin() {
        for (int i = snapshots.size() - 2; i >= 0; i -= 2) {
            snapshots.remove(i);
        }
    }

    /** Forgets the snapshot before the last one. */
    public void forgetLastButOne() {
        snapshots.remove(snapshots.size() - 2);
    }

    /** Forgets all snapshots; processes stay known. */
    public void forget() {
        snapshots.clear();
    }

    /** Writes the text of each process's smaps as it is now, without a snapshot. */
    public void copySmaps(OutputStream raw) {
        regions.read(processes.get(), raw);
    }

    /** Returns the kernel's name of each process of the last snapshot, by pid. */
    public SortedMap<Integer, String> processNames() {
        return members.byPid();
    }

    /** Returns the processes of the last snapshot; before the first those that run now. */
    public List<ProcessId> lastSeen() {
        return members.isEmpty() ? processes.get() : members.ids();
    }

    /** Returns the first process of the last snapshot that runs no more; empty when all run. */
    public Optional<String> ended() {
        return members.endedBefore(Members.of(proc, processes.get())).entrySet().stream()
                .findFirst()
                .map(entry -> "process " + entry.getKey() + " (" + entry.getValue() + ")");
    }

    /** Returns how many of something each process may have; what is not known is absent. */
    public Map<Count, Long> limits() {
        return Collections.unmodifiableMap(limits);
    }

    /** Returns what was recorded until now. */
    public Recording recording(int requestsPerRound) {
        return new Recording(requestsPerRound, snapshots);
    }

    private Duration sinceBegin() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        regions.close();
        proc.close();
    }
}
