package dev.leakgate.cli;

import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionUse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds what {@code map} shows of a process or a core.
 *
 * @param title what was looked at
 * @param pid the process
 * @param command its name
 * @param threads how many it has
 * @param frozen whether it is an image: then nothing is known of what is resident, but of what the
 *     image holds
 * @param mappings by address
 * @param regions summed
 * @param losses what an image lacks
 */
record MapView(
        String title,
        int pid,
        String command,
        int threads,
        boolean frozen,
        List<Row> mappings,
        SortedMap<RegionKey, RegionUse> regions,
        List<String> losses) {

    /**
     * Holds one mapping.
     *
     * @param thread id of the thread whose stack it is; 0 for none
     */
    record Row(
            long start,
            long end,
            String mode,
            long rss,
            long footprint,
            int thread,
            RegionKey region,
            String name) {

        long size() {
            return end - start;
        }

        RegionUse use() {
            return new RegionUse(footprint, rss, size(), 1);
        }
    }

    static List<Row> rows(ProcessLayout layout) {
        List<Row> rows = new ArrayList<>(layout.size());
        for (int i = 0; i < layout.size(); i++) {
            rows.add(
                    new Row(
                            layout.start(i),
                            layout.end(i),
                            layout.mode(i),
                            layout.rss(i),
                            layout.footprint(i),
                            layout.thread(i),
                            layout.region(i),
                            layout.name(i)));
        }
        return rows;
    }

    static SortedMap<RegionKey, RegionUse> sum(List<Row> rows) {
        SortedMap<RegionKey, RegionUse> regions = new TreeMap<>();
        rows.forEach(row -> regions.merge(row.region(), row.use(), RegionUse::plus));
        return regions;
    }

    RegionUse total() {
        return regions.values().stream().reduce(RegionUse.NONE, RegionUse::plus);
    }
}
