package dev.leakgate.check;

import dev.leakgate.finding.Finding;
import dev.leakgate.finding.HolderStep;
import dev.leakgate.graph.Reachability;
import dev.leakgate.region.RegionKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes findings whose figures are known. */
final class MadeFindings {

    private MadeFindings() {}

    /** Nothing points to them. */
    static Finding lost(RegionKey region, String type, long size, long chunks, long grown) {
        return finding(region, Reachability.DIRECT, type, size, chunks, grown, List.of());
    }

    /** A global of {@code /srv/gateway} holds them. */
    static Finding held(
            RegionKey region, String type, long size, long chunks, long grown, String global) {
        return finding(
                region,
                Reachability.REACHABLE,
                type,
                size,
                chunks,
                grown,
                List.of(
                        new HolderStep("gateway +0x40", global, "std::map", OptionalLong.of(0)),
                        new HolderStep("", "", type, OptionalLong.empty())));
    }

    private static Finding finding(
            RegionKey region,
            Reachability reachability,
            String type,
            long size,
            long chunks,
            long grown,
            List<HolderStep> holder) {
        return new Finding(
                "f1",
                region,
                List.of("gateway"),
                reachability,
                Optional.of(type).filter(name -> !name.isEmpty()),
                List.of(),
                size,
                chunks,
                new Finding.Grown(grown, 4000),
                holder,
                List.of("/srv/gateway"),
                Optional.empty(),
                "advice",
                1);
    }
}
