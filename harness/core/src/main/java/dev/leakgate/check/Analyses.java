package dev.leakgate.check;

import dev.leakgate.finding.HeapAnalysis;
import dev.leakgate.finding.HeapAnalysis.Group;
import dev.leakgate.graph.Reachability;
import dev.leakgate.heap.Allocator;
import dev.leakgate.heap.HeapArena;
import dev.leakgate.image.Image;
import dev.leakgate.image.ImageThread;
import dev.leakgate.report.AllocatorInfo;
import dev.leakgate.report.AnalysisDocument;
import dev.leakgate.report.AnalysisDocument.ArenaInfo;
import dev.leakgate.report.AnalysisDocument.GroupInfo;
import dev.leakgate.report.AnalysisDocument.SumInfo;
import dev.leakgate.report.AnalysisDocument.TotalsInfo;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.HeapInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Analyses the heap of an image by itself, without a check. */
public final class Analyses {

    private static final int MOST_GROUPS = 1000;

    private Analyses() {}

    /**
     * Takes a heap apart.
     *
     * @param source what the image is, for the reader
     * @throws IOException when the memory can be neither mapped nor copied to a file
     */
    public static AnalysisDocument of(String source, Image image) throws IOException {
        HeapAnalysis analysis = HeapAnalysis.of(image);
        List<String> losses = new ArrayList<>(image.losses());
        losses.addAll(analysis.heap().problems());
        HeapInfo heap = heap(image.pid(), analysis, MOST_GROUPS);
        List<FindingInfo> findings = FindingParts.of(analysis.leaked());
        return new AnalysisDocument(
                AnalysisDocument.SCHEMA,
                source,
                image.pid(),
                Byte.SIZE * image.wordSize().bytes(),
                losses.isEmpty(),
                losses,
                analysis.notes(),
                allocator(analysis.heap().allocator()),
                heap.arenas(),
                heap.totals(),
                heap.census(),
                findings);
    }

    /** Says what is in a heap, with so many groups of chunks at most. */
    static HeapInfo heap(int pid, HeapAnalysis analysis, int groups) {
        boolean counted = analysis.heap().allocator() instanceof Allocator.Glibc;
        return new HeapInfo(
                pid,
                analysis.heap().arenas().stream()
                        .filter(arena -> arena.heaps() > 0)
                        .sorted(Comparator.comparingLong(HeapArena::liveBytes).reversed())
                        .map(Analyses::arena)
                        .toList(),
                counted ? totals(analysis) : null,
                analysis.groups(groups).stream().map(Analyses::group).toList());
    }

    static AllocatorInfo allocator(Allocator allocator) {
        String reason = allocator instanceof Allocator.Opaque opaque ? opaque.reason() : null;
        return new AllocatorInfo(null, allocator.name(), reason == null, reason);
    }

    private static ArenaInfo arena(HeapArena arena) {
        return new ArenaInfo(
                arena.kind().name().toLowerCase(Locale.ROOT),
                arena.threads().stream().map(ImageThread::name).sorted().toList(),
                arena.heaps(),
                arena.liveChunks(),
                arena.liveBytes(),
                arena.retainedBytes(),
                orNull(arena.problem()));
    }

    private static TotalsInfo totals(HeapAnalysis analysis) {
        SumInfo weak = sum(analysis, Reachability.WEAK);
        SumInfo firm = sum(analysis, Reachability.REACHABLE);
        return new TotalsInfo(
                new SumInfo(analysis.heap().liveChunks(), analysis.heap().liveBytes()),
                analysis.heap().arenas().stream().mapToLong(HeapArena::retainedBytes).sum(),
                sum(analysis, Reachability.DIRECT),
                sum(analysis, Reachability.INDIRECT),
                weak,
                new SumInfo(firm.chunks() + weak.chunks(), firm.bytes() + weak.bytes()));
    }

    private static SumInfo sum(HeapAnalysis analysis, Reachability reachability) {
        return new SumInfo(
                analysis.graph().chunks(reachability), analysis.graph().bytes(reachability));
    }

    private static GroupInfo group(Group group) {
        return new GroupInfo(
                group.region().toString(),
                FindingParts.text(group.reachability()),
                orNull(group.type()),
                group.size(),
                group.chunks(),
                group.chunks() * group.size(),
                FindingParts.holder(group.holder()));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
