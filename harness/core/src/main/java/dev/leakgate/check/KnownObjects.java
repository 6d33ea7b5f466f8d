package dev.leakgate.check;

import dev.leakgate.finding.Finding;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.HeapUse;
import dev.leakgate.region.RegionKey;
import dev.leakgate.verdict.Suppression;
import dev.leakgate.verdict.Suppression.By;
import dev.leakgate.verdict.Suppressions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the findings that are suppressed from the others, and how much of a region's growth they
 * are: what is known is taken away from the levels of each round, and the rest is judged as any
 * growth is.
 */
final class KnownObjects {

    /** Nobody looked, or nothing is suppressed by what objects are. */
    static final KnownObjects NONE = new KnownObjects(List.of(), Suppressions.NONE);

    private final Map<Finding, Suppression> known = new LinkedHashMap<>();

    KnownObjects(List<Finding> findings, Suppressions suppressions) {
        for (Finding finding : findings) {
            suppressions.inForce().stream()
                    .filter(each -> covers(each, finding))
                    .findFirst()
                    .ifPresent(each -> known.put(finding, each));
        }
    }

    private static boolean covers(Suppression suppression, Finding finding) {
        for (By sort : By.values()) {
            if (suppression.covers(sort, finding.names(sort))) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    /** Returns what suppresses a finding; empty when nothing does. */
    Optional<Suppression> of(Finding finding) {
        return Optional.ofNullable(known.get(finding));
    }

    /** Returns what reports call the findings that each suppression covers. */
    Map<Suppression, List<String>> labels() {
        Map<Suppression, List<String>> labels = new LinkedHashMap<>();
        known.forEach(
                (finding, suppression) ->
                        labels.computeIfAbsent(suppression, itself -> new ArrayList<>())
                                .add(finding.label()));
        return labels;
    }

    /** Takes what is known from the levels of a region, one for each snapshot. */
    long[] takenFrom(Recording recording, RegionKey region, long[] levels) {
        long[] rest = levels.clone();
        Optional<List<HeapUse>> uses = recording.heap(region);
        if (uses.isEmpty()) {
            return rest;
        }
        for (Map.Entry<Long, Long> size : grownBySize(region).entrySet()) {
            long[] counts =
                    uses.get().stream()
                            .mapToLong(use -> use.sizes().count(size.getKey()))
                            .toArray();
            long grown = counts[counts.length - 1] - counts[0];
            // Others of the size may have come too: of each round the same share is known.
            double share = grown <= 0 ? 0 : Math.min(1, (double) size.getValue() / grown);
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= Math.round(share * size.getKey() * (counts[i] - counts[0]));
            }
        }
        return rest;
    }

    private Map<Long, Long> grownBySize(RegionKey region) {
        Map<Long, Long> grown = new LinkedHashMap<>();
        for (Finding finding : known.keySet()) {
            Finding.Grown came = finding.grown();
            if (came != null && finding.region().equals(region)) {
                grown.merge(finding.chunkSize(), came.chunks(), Long::sum);
            }
        }
        return grown;
    }
}
