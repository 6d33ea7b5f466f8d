package dev.leakgate.report.html;

import dev.leakgate.report.AnalysisDocument.ArenaInfo;
import dev.leakgate.report.AnalysisDocument.GroupInfo;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.FindingInfo.HolderInfo;

/** Prints what the tables of a heap say in words. */
final class HeapTables {

    static final int MOST_ARENAS = 100;
    static final int MOST_GROUPS = 50;

    private HeapTables() {}

    /** Names who allocates from an arena. */
    static String threads(ArenaInfo arena) {
        if (!arena.threads().isEmpty()) {
            return Show.text(FindingInfo.counted(arena.threads()));
        }
        return arena.kind().equals("mapped") ? "any, by mmap" : "none any more";
    }

    /** Says who points to chunks, and from which root. */
    static String pointsToThem(GroupInfo group) {
        String reachability = group.reachability();
        if (reachability == null) {
            return "";
        }
        String who =
                switch (reachability) {
                    case "direct" -> "nothing";
                    case "indirect" -> "only what is lost itself";
                    case "weak" -> "a leftover word";
                    case "reachable" -> "the program";
                    default -> Show.text(reachability);
                };
        if (group.holder().isEmpty()) {
            return who;
        }
        HolderInfo root = group.holder().get(0);
        boolean named = root.symbol() != null || root.place() == null;
        return who + ", from " + (named ? FindingView.name(root) : Show.text(root.place()));
    }
}
