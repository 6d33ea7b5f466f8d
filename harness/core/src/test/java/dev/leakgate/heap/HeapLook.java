package dev.leakgate.heap;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.region.HeapUse;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.region.RegionUse;
import dev.leakgate.region.ServiceRegions;
import dev.leakgate.testing.RunningProgram;
import java.util.List;
import java.util.SortedMap;

/** What one look at {@code chunks.c} found, and what it says of itself. */
record HeapLook(
        SortedMap<RegionKey, RegionUse> regions,
        SortedMap<RegionKey, HeapUse> uses,
        Allocator allocator,
        String said) {

    private static final RegionKey HEAP = new RegionKey("", RegionKind.HEAP, "");

    static HeapLook of(RunningProgram running) {
        return of(running.pid(), running.firstLine());
    }

    static HeapLook of(int pid, String said) {
        try (ProcReader proc = new ProcReader();
                ServiceRegions regions = new ServiceRegions(proc)) {
            ProcessId process = workerOf(pid, proc);
            SortedMap<RegionKey, RegionUse> all = regions.read(List.of(process), null);
            ServiceHeaps heaps = new ServiceHeaps();
            SortedMap<RegionKey, HeapUse> uses = heaps.read(regions.layouts());
            Allocator allocator = heaps.allocators().values().iterator().next();
            return new HeapLook(all, uses, allocator, said);
        }
    }

    /** The one child of a program that forks, else the program. */
    private static ProcessId workerOf(int pid, ProcReader proc) {
        return proc.pids().stream()
                .flatMap(other -> proc.stat(other).stream())
                .filter(other -> other.ppid() == pid)
                .findFirst()
                .or(() -> proc.stat(pid))
                .orElseThrow()
                .id();
    }

    HeapUse heap() {
        return uses.getOrDefault(HEAP, HeapUse.NONE);
    }

    HeapUse all() {
        return uses.values().stream().reduce(HeapUse.NONE, HeapUse::plus);
    }

    /** Returns the bytes that the program says it holds (0), or the chunks (1). */
    long claimed(int index) {
        int gap = said.indexOf(' ');
        return Long.parseLong(index == 0 ? said.substring(0, gap) : said.substring(gap + 1));
    }
}
