package dev.leakgate.region;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.region.ProcessRegions.Reading;
import dev.leakgate.region.ProcessRegions.SharedObject;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the regions of a whole service, summed over its processes; shared memory counts once.
 *
 * <p>Not thread-safe.
 */
public final class ServiceRegions implements AutoCloseable {

    private final ProcReader proc;
    private final ProcessRoles roles = new ProcessRoles();
    private final Map<ProcessId, ProcessRegions> processes = new HashMap<>();
    private final List<ProcessLayout> layouts = new ArrayList<>();

    /** Begins with no process known; those that each look names are followed. */
    public ServiceRegions(ProcReader proc) {
        this.proc = proc;
    }

    /**
     * Looks now. A process that ended meanwhile has no part in the answer.
     *
     * @param running the processes of the service, the launched one first
     * @param raw also gets the text of each process's smaps; null for nobody
     * @throws dev.leakgate.linux.ProcAccessException when a process may not be looked at
     */
    public SortedMap<RegionKey, RegionUse> read(
            List<ProcessId> running, @Nullable OutputStream raw) {
        forgetAllBut(running);
        layouts.clear();
        SortedMap<RegionKey, RegionUse> regions = new TreeMap<>();
        Map<SharedObject, RegionUse> shared = new HashMap<>();
        for (ProcessId process : running) {
            Optional<ProcessRegions> followed = follow(process, running);
            Optional<Reading> reading = followed.flatMap(p -> p.read(raw));
            if (reading.isPresent()) {
                followed.map(ProcessRegions::layout).ifPresent(layouts::add);
                reading.get()
                        .regions()
                        .forEach((key, use) -> regions.merge(key, use, RegionUse::plus));
                reading.get()
                        .shared()
                        .forEach(
                                (object, use) -> shared.merge(object, use, ServiceRegions::larger));
            }
        }
        shared.forEach(
                (object, use) ->
                        regions.merge(
                                new RegionKey("", RegionKind.SHARED_MEMORY, object.name()),
                                use,
                                RegionUse::plus));
        return regions;
    }

    /** Shows the processes that the last look found, each valid until the next look. */
    public List<ProcessLayout> layouts() {
        return List.copyOf(layouts);
    }

    /** Each process maps a part of the same pages; the largest part is the least that there is. */
    private static RegionUse larger(RegionUse a, RegionUse b) {
        return a.footprint() >= b.footprint() ? a : b;
    }

    private Optional<ProcessRegions> follow(ProcessId process, List<ProcessId> running) {
        ProcessRegions known = processes.get(process);
        if (known == null) {
            Optional<ProcessRegions> opened =
                    ProcessRegions.open(proc, process.pid(), roles.of(process, running));
            opened.ifPresent(regions -> processes.put(process, regions));
            return opened;
        }
        return Optional.of(known);
    }

    private void forgetAllBut(List<ProcessId> running) {
        processes
                .entrySet()
                .removeIf(
                        entry -> {
                            boolean gone = !running.contains(entry.getKey());
                            if (gone) {
                                entry.getValue().close();
                            }
                            return gone;
                        });
    }

    @Override
    public void close() {
        processes.values().forEach(ProcessRegions::close);
        processes.clear();
    }
}
