package dev.leakgate.check;

import dev.leakgate.heap.Allocator;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.HeapUse;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.report.AllocatorInfo;
import dev.leakgate.report.DecompositionInfo;
import dev.leakgate.report.RegionInfo.LiveInfo;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Splits the growth of a run by what it is made of. */
final class Decomposition {

    private Decomposition() {}

    /** Splits the growth from the first to the last snapshot; null without a round. */
    static @Nullable DecompositionInfo of(Recording recording) {
        if (recording.rounds() < 1) {
            return null;
        }
        Map<RegionKind, Long> grown = new EnumMap<>(RegionKind.class);
        long counted = 0;
        long live = 0;
        boolean anyCounted = false;
        for (RegionKey key : recording.regions()) {
            long growth = growth(recording.footprints(key));
            if (isSplit(recording, key)) {
                anyCounted = true;
                counted += growth;
                live += growth(recording.levels(key));
            } else {
                grown.merge(key.kind(), growth, Long::sum);
            }
        }
        return new DecompositionInfo(
                anyCounted ? live : null,
                anyCounted ? counted - live : null,
                grown.get(RegionKind.HEAP),
                grown.get(RegionKind.ARENAS),
                sum(grown, RegionKind.LARGE_ALLOCATIONS),
                sum(grown, RegionKind.STACKS),
                sum(grown, RegionKind.SHARED_MEMORY),
                sum(grown, RegionKind.MODULE, RegionKind.FILE),
                sum(grown, RegionKind.ANONYMOUS, RegionKind.KERNEL));
    }

    /** Returns what was in use of a region; null when that could not be counted. */
    static @Nullable LiveInfo live(Recording recording, RegionKey key) {
        Optional<List<HeapUse>> uses = recording.heap(key);
        return uses.isEmpty()
                ? null
                : new LiveInfo(
                        uses.get().get(0).live(), uses.get().get(uses.get().size() - 1).live());
    }

    /** Returns what was in use of the heaps at a snapshot; null when that was not counted. */
    static @Nullable Long liveAt(Recording recording, int snapshot) {
        Long live = null;
        for (RegionKey key : recording.regions()) {
            if (isSplit(recording, key)) {
                live = (live == null ? 0 : live) + recording.levels(key)[snapshot];
            }
        }
        return live;
    }

    /** Returns the rest of the footprint of the same heaps. */
    static @Nullable Long retainedAt(Recording recording, int snapshot) {
        Long live = liveAt(recording, snapshot);
        if (live == null) {
            return null;
        }
        long footprint = 0;
        for (RegionKey key : recording.regions()) {
            if (isSplit(recording, key)) {
                footprint += recording.footprints(key)[snapshot];
            }
        }
        return footprint - live;
    }

    /**
     * Says whether a region is split into live and retained. Large chunks retain nothing; what of
     * them was never written is no growth of memory.
     */
    private static boolean isSplit(Recording recording, RegionKey key) {
        return key.kind() != RegionKind.LARGE_ALLOCATIONS && recording.heap(key).isPresent();
    }

    /** Names the allocators. */
    static List<AllocatorInfo> allocators(Map<String, Allocator> byRole) {
        List<AllocatorInfo> infos = new ArrayList<>();
        byRole.forEach(
                (role, allocator) -> {
                    String reason =
                            allocator instanceof Allocator.Opaque opaque ? opaque.reason() : null;
                    infos.add(
                            new AllocatorInfo(
                                    role.isEmpty() ? null : role,
                                    allocator.name(),
                                    reason == null,
                                    reason));
                });
        return infos;
    }

    private static long growth(long[] levels) {
        return levels[levels.length - 1] - levels[0];
    }

    private static long sum(Map<RegionKind, Long> grown, RegionKind... kinds) {
        long sum = 0;
        for (RegionKind kind : kinds) {
            sum += grown.getOrDefault(kind, 0L);
        }
        return sum;
    }
}
