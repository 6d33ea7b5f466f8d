package dev.leakgate.watch;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.ServiceRegions;
import java.util.List;
import java.util.Set;

/** Finds the process of a service that has most of some regions: a worker, not its master. */
final class LargestProcess {

    private LargestProcess() {}

    /**
     * Finds it.
     *
     * @param running the service's processes, at least one
     * @param wanted regions; none for all
     */
    static ProcessId of(ProcReader proc, List<ProcessId> running, Set<RegionKey> wanted) {
        ProcessId largest = running.get(0);
        long most = -1;
        try (ServiceRegions regions = new ServiceRegions(proc)) {
            var unused = regions.read(running, null);
            for (ProcessLayout layout : regions.layouts()) {
                long footprint = footprint(layout, wanted);
                if (footprint > most) {
                    most = footprint;
                    largest = of(running, layout.pid());
                }
            }
        }
        return largest;
    }

    private static long footprint(ProcessLayout layout, Set<RegionKey> wanted) {
        long footprint = 0;
        for (int i = 0; i < layout.size(); i++) {
            if (wanted.isEmpty() || wanted.contains(layout.region(i))) {
                footprint += layout.footprint(i);
            }
        }
        return footprint;
    }

    private static ProcessId of(List<ProcessId> running, int pid) {
        return running.stream().filter(id -> id.pid() == pid).findFirst().orElse(running.get(0));
    }
}
