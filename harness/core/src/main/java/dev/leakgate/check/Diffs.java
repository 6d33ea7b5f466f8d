package dev.leakgate.check;

import dev.leakgate.finding.HeapAnalysis;
import dev.leakgate.heap.Allocator;
import dev.leakgate.heap.HeapDiff;
import dev.leakgate.image.Image;
import dev.leakgate.image.ImageModule;
import dev.leakgate.report.AnalysisDocument.SumInfo;
import dev.leakgate.report.DiffDocument;
import dev.leakgate.report.DiffDocument.TotalsInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the heaps of two images of one process. */
public final class Diffs {

    private Diffs() {}

    /**
     * Names an image to compare.
     *
     * @param source what it is, for the reader
     */
    public record Side(String source, Image image) {}

    /**
     * Says why two images cannot be compared: chunks are known by their addresses, and those tell
     * nothing across processes. Empty when they can.
     */
    public static Optional<String> obstacle(Side before, Side after) {
        if (before.image().wordSize() != after.image().wordSize()) {
            return Optional.of("one is of a 32-bit process, the other of a 64-bit one");
        }
        if (before.image().pid() != after.image().pid()) {
            return Optional.of(
                    "they are of processes "
                            + before.image().pid()
                            + " and "
                            + after.image().pid());
        }
        Set<ImageModule> modules = new HashSet<>(before.image().modules());
        if (after.image().modules().stream().noneMatch(modules::contains)) {
            return Optional.of("no program or library lies at the same place in both");
        }
        return Optional.empty();
    }

    /**
     * Tells what came between two images and is still there.
     *
     * @throws IOException when the memory can be neither mapped nor copied to a file
     */
    public static DiffDocument of(Side before, Side after) throws IOException {
        HeapAnalysis old = HeapAnalysis.of(before.image());
        HeapAnalysis now = HeapAnalysis.of(after.image());
        boolean counted = isCounted(old) && isCounted(now);
        HeapDiff diff = HeapDiff.of(old.heap(), now.heap());
        List<String> losses = new ArrayList<>();
        addLosses(before, old, losses);
        addLosses(after, now, losses);
        return new DiffDocument(
                DiffDocument.SCHEMA,
                before.source(),
                after.source(),
                after.image().pid(),
                Byte.SIZE * after.image().wordSize().bytes(),
                losses.isEmpty(),
                losses,
                Analyses.allocator(now.heap().allocator()),
                counted ? totals(old, now, diff) : null,
                counted ? FindingParts.of(now.grownSince(old, diff)) : List.of());
    }

    private static boolean isCounted(HeapAnalysis analysis) {
        return analysis.heap().allocator() instanceof Allocator.Glibc;
    }

    private static void addLosses(Side side, HeapAnalysis analysis, List<String> losses) {
        side.image().losses().forEach(loss -> losses.add(side.source() + ": " + loss));
        analysis.heap().problems().forEach(loss -> losses.add(side.source() + ": " + loss));
    }

    private static TotalsInfo totals(HeapAnalysis old, HeapAnalysis now, HeapDiff diff) {
        return new TotalsInfo(
                new SumInfo(old.heap().liveChunks(), old.heap().liveBytes()),
                new SumInfo(now.heap().liveChunks(), now.heap().liveBytes()),
                new SumInfo(diff.appearedChunks(), diff.appearedBytes()),
                new SumInfo(diff.goneChunks(), diff.goneBytes()));
    }
}
