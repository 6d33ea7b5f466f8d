package dev.leakgate.check;

import dev.leakgate.finding.Finding;
import dev.leakgate.finding.GrownSize;
import dev.leakgate.finding.GrownSizes;
import dev.leakgate.finding.HeapAnalysis;
import dev.leakgate.image.Image;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.HeapInfo;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says which objects the growth of a run is made of.
 *
 * @param findings the largest part first
 * @param heap what else is in the heap; null when it was not taken apart
 * @param problems why some are not known, a sentence each
 */
record Explanation(List<FindingInfo> findings, @Nullable HeapInfo heap, List<String> problems) {

    /* What a page shows; analyze prints more. */
    private static final int MOST_GROUPS = 50;

    /**
     * Explains what grew in the process of an image, which still runs.
     *
     * @param grown the regions that grew, of all processes
     * @param role of the process
     */
    static Explanation of(Image image, Recording recording, Set<RegionKey> grown, String role) {
        List<RegionKey> its = grown.stream().filter(key -> key.process().equals(role)).toList();
        List<GrownSize> sizes =
                GrownSizes.of(recording, its).stream().map(Explanation::inTheImage).toList();
        if (sizes.isEmpty()) {
            return new Explanation(List.of(), null, List.of());
        }
        try {
            HeapAnalysis analysis = HeapAnalysis.of(image);
            List<Finding> findings = analysis.grown(sizes);
            return new Explanation(
                    FindingParts.of(findings),
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
}
