package dev.leakgate.check;

import dev.leakgate.finding.Finding;
import dev.leakgate.finding.GrownSize;
import dev.leakgate.finding.HeapAnalysis;
import dev.leakgate.finding.Workers;
import dev.leakgate.image.Image;
import dev.leakgate.region.RegionKey;
import dev.leakgate.report.HeapInfo;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says which objects the growth of a run is made of.
 *
 * @param findings the largest part first
 * @param heap what else is in the heap; null when it was not taken apart
 * @param problems why some are not known, a sentence each
 */
record Explanation(List<Finding> findings, @Nullable HeapInfo heap, List<String> problems) {

    /* What a page shows; analyze prints more. */
    private static final int MOST_GROUPS = 50;

    static final Explanation NONE = new Explanation(List.of(), null, List.of());

    Explanation {
        findings = List.copyOf(findings);
        problems = List.copyOf(problems);
    }

    /**
     * Explains what grew in the process of an image, which still runs.
     *
     * @param grown what the service has more of, all its processes together
     * @param role of the process
     */
    static Explanation of(Image image, List<GrownSize> grown, String role) {
        List<GrownSize> its =
                grown.stream()
                        .filter(size -> size.region().process().equals(role))
                        .map(Explanation::inTheImage)
                        .toList();
        if (its.isEmpty()) {
            return NONE;
        }
        try {
            HeapAnalysis analysis = HeapAnalysis.of(image);
            return new Explanation(
                    analysis.grown(its).stream().map(finding -> finding.of(role)).toList(),
                    Analyses.heap(image.pid(), analysis, MOST_GROUPS),
                    analysis.heap().problems());
        } catch (IOException noRoom) {
            return new Explanation(
                    List.of(),
                    null,
                    List.of("the heap was not taken apart: " + noRoom.getMessage()));
        }
    }

    /** An image is of one process and knows no roles. */
    private static GrownSize inTheImage(GrownSize size) {
        RegionKey region = new RegionKey("", size.region().kind(), size.region().name());
        return new GrownSize(region, size.size(), size.chunks(), size.requests());
    }

    /**
     * Puts together what the processes have; the heap is that of the first.
     *
     * @param each that of the process with most of the growth first
     */
    static Explanation together(List<Explanation> each, List<GrownSize> grown) {
        return new Explanation(
                Workers.together(each.stream().map(Explanation::findings).toList(), grown),
                each.stream()
                        .map(Explanation::heap)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                each.stream().flatMap(one -> one.problems().stream()).distinct().toList());
    }
}
