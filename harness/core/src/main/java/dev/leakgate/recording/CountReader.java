package dev.leakgate.recording;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionUse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what a service has besides memory. */
final class CountReader {

    /* Names of files that are told apart; a service that opens more has patterns of its own. */
    private static final int MOST_FILE_NAMES = 1000;
    private static final String OTHER_FILES = "(others)";

    private final ProcReader proc;

    CountReader(ProcReader proc) {
        this.proc = proc;
    }

    /**
     * Counts now.
     *
     * @param regions the mappings of the same moment
     */
    Counts read(List<ProcessId> running, SortedMap<RegionKey, RegionUse> regions) {
        SortedMap<CountKey, Long> values = new TreeMap<>();
        SortedMap<String, Integer> files = new TreeMap<>();
        long threads = 0;
        for (ProcessId process : running) {
            threads += proc.stat(process.pid()).map(ProcStat::threads).orElse(0);
            for (String target : proc.descriptors(process.pid()).values()) {
                String kind = DescriptorKinds.of(target);
                values.merge(new CountKey(Count.DESCRIPTORS, kind), 1L, Long::sum);
                if (kind.equals(DescriptorKinds.FILES)) {
                    addFile(files, DescriptorKinds.fileName(target));
                }
            }
        }
        values.put(CountKey.of(Count.THREADS), threads);
        values.put(CountKey.of(Count.CHILDREN), running.size() - 1L);
        values.put(CountKey.of(Count.ZOMBIES), zombies(running));
        long mappings = 0;
        long reserved = 0;
        for (RegionUse use : regions.values()) {
            mappings += use.mappings();
            reserved += use.reserved();
        }
        values.put(CountKey.of(Count.MAPPINGS), mappings);
        values.put(CountKey.of(Count.RESERVED), reserved);
        return new Counts(values, files);
    }

    private static void addFile(Map<String, Integer> files, String name) {
        boolean room = files.size() < MOST_FILE_NAMES || files.containsKey(name);
        files.merge(room ? name : OTHER_FILES, 1, Integer::sum);
    }

    private long zombies(List<ProcessId> running) {
        Set<Integer> parents = new HashSet<>();
        running.forEach(process -> parents.add(process.pid()));
        long count = 0;
        for (int pid : proc.pids()) {
            count +=
                    proc.stat(pid)
                            .filter(stat -> stat.zombie() && parents.contains(stat.ppid()))
                            .map(stat -> 1)
                            .orElse(0);
        }
        return count;
    }
}
