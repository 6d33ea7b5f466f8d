package dev.leakgate.finding;

import dev.leakgate.finding.Finding.Grown;
import dev.leakgate.graph.Reachability;
import dev.leakgate.region.RegionKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what was found in the processes of a service, those of one role as one: a recording
 * sums what they have, so that how many came is known of all of them together alone.
 */
public final class Workers {

    /* As many as one process has at most. */
    private static final int MOST_FINDINGS = 10;

    /** What is the same in each process; a stack that holds something may be another. */
    private record Kind(
            String fingerprint,
            RegionKey region,
            Reachability reachability,
            Optional<String> type,
            long size) {

        static Kind of(Finding finding) {
            return new Kind(
                    finding.fingerprint(),
                    finding.region(),
                    finding.reachability(),
                    finding.type(),
                    finding.chunkSize());
        }
    }

    private Workers() {}

    /**
     * Sums the findings up, the largest part of the growth first. What they hold and who holds them
     * is told of the process that has most of them.
     *
     * @param each what each process's image explained, in regions that name its role
     * @param grown of the same regions, the largest part first
     */
    public static List<Finding> together(List<List<Finding>> each, List<GrownSize> grown) {
        if (each.size() == 1) {
            return each.get(0);
        }
        Map<Kind, List<Finding>> kinds = new LinkedHashMap<>();
        for (List<Finding> findings : each) {
            for (Finding finding : findings) {
                kinds.computeIfAbsent(Kind.of(finding), itself -> new ArrayList<>()).add(finding);
            }
        }
        List<Finding> sums = new ArrayList<>();
        for (GrownSize size : grown) {
            share(size, kinds, sums);
        }
        return sums.subList(0, Math.min(MOST_FINDINGS, sums.size()));
    }

    /** As in one process: what nothing points to any more first, and of it the larger. */
    private static void share(GrownSize size, Map<Kind, List<Finding>> kinds, List<Finding> sums) {
        List<Kind> candidates =
                kinds.keySet().stream()
                        .filter(kind -> kind.size == size.size())
                        .filter(kind -> kind.region.equals(size.region()))
                        .sorted(
                                Comparator.comparing(Kind::reachability)
                                        .thenComparing(kind -> -chunks(kinds.get(kind))))
                        .toList();
        long left = size.chunks();
        for (Kind kind : candidates) {
            List<Finding> parts = kinds.getOrDefault(kind, List.of());
            long taken = Math.min(left, chunks(parts));
            if (taken > 0) {
                sums.add(sum(parts, new Grown(taken, size.requests())));
            }
            left -= taken;
        }
    }

    private static long chunks(@Nullable List<Finding> parts) {
        return parts == null ? 0 : parts.stream().mapToLong(Finding::chunks).sum();
    }

    private static Finding sum(List<Finding> parts, Grown came) {
        Finding largest =
                parts.stream().max(Comparator.comparingLong(Finding::chunks)).orElseThrow();
        return largest.counted(
                chunks(parts),
                came,
                parts.stream().flatMap(part -> part.threads().stream()).sorted().toList(),
                parts.size());
    }
}
