package dev.leakgate.check;

import dev.leakgate.check.GrownDumps.Grown;
import dev.leakgate.image.AddressRange;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.ServiceRegions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Names a process that has memory of regions that grow.
 *
 * @param role of the process; empty when the service is one
 * @param ranges its mappings of these regions
 */
record GrownProcess(int pid, String role, List<Grown> ranges) {

    GrownProcess {
        ranges = List.copyOf(ranges);
    }

    /**
     * Looks now which processes have any.
     *
     * @param processes of the service, the launched one first
     * @return the one with most first
     * @throws dev.leakgate.linux.ProcAccessException when a process may not be looked at
     */
    static List<GrownProcess> of(List<ProcessId> processes, Set<RegionKey> grown) {
        try (ProcReader proc = new ProcReader();
                ServiceRegions regions = new ServiceRegions(proc)) {
            var unused = regions.read(processes, null);
            return regions.layouts().stream()
                    .map(layout -> of(layout, grown))
                    .sorted(Comparator.comparingLong(GrownProcess::footprint).reversed())
                    .toList();
        }
    }

    private static GrownProcess of(ProcessLayout layout, Set<RegionKey> grown) {
        List<Grown> ranges = new ArrayList<>();
        for (int i = 0; i < layout.size(); i++) {
            if (grown.contains(layout.region(i)) && layout.footprint(i) > 0) {
                ranges.add(
                        new Grown(
                                layout.region(i).toString(),
                                new AddressRange(layout.start(i), layout.end(i)),
                                layout.footprint(i)));
            }
        }
        return new GrownProcess(layout.pid(), layout.role(), ranges);
    }

    private long footprint() {
        return ranges.stream().mapToLong(Grown::footprint).sum();
    }
}
