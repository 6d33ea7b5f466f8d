package dev.leakgate.recording;

import dev.leakgate.region.HeapUse;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKey;
import java.util.List;
import java.util.SortedMap;

/** Counts what the program has in use, at the time of a snapshot. */
public interface HeapReader {

    /**
     * Counts now.
     *
     * @param processes the processes of the snapshot
     * @return the regions that could be counted, whole ones only
     */
    SortedMap<RegionKey, HeapUse> read(List<ProcessLayout> processes);
}
