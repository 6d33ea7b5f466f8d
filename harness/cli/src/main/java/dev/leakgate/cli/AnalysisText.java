package dev.leakgate.cli;

import dev.leakgate.report.AnalysisDocument;
import dev.leakgate.report.AnalysisDocument.ArenaInfo;
import dev.leakgate.report.AnalysisDocument.GroupInfo;
import dev.leakgate.report.AnalysisDocument.SumInfo;
import dev.leakgate.report.AnalysisDocument.TotalsInfo;
import dev.leakgate.report.FindingLines;
import dev.leakgate.units.ByteSize;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what a heap has in it for people: what leaks first, then the sums behind it. */
final class AnalysisText {

    private static final int MOST_GROUPS = 20;
    private static final int MOST_ARENAS = 12;

    private final PrintWriter out;
    private final AnalysisDocument analysis;

    private AnalysisText(PrintWriter out, AnalysisDocument analysis) {
        this.out = out;
        this.analysis = analysis;
    }

    static void print(PrintWriter out, AnalysisDocument analysis) {
        AnalysisText text = new AnalysisText(out, analysis);
        text.head();
        text.findings();
        text.arenas();
        text.totals();
        text.census();
        analysis.notes().forEach(note -> out.println("note: " + note));
        analysis.losses().forEach(loss -> out.println("not whole: " + loss));
    }

    private void head() {
        TotalsInfo totals = analysis.totals();
        out.print(analysis.source() + ", " + analysis.allocator().name());
        if (totals == null) {
            String reason = analysis.allocator().reason();
            out.println(reason == null ? "" : ": " + reason);
            return;
        }
        out.printf(
                Locale.ROOT,
                ": %,d chunks in use, %s; %s free but kept%n",
                totals.live().chunks(),
                size(totals.live().bytes()),
                size(totals.retained()));
    }

    private void findings() {
        if (analysis.totals() != null && analysis.findings().isEmpty()) {
            out.println("nothing leaks that no pointer leads to");
        }
        FindingLines.of(analysis.findings()).forEach(out::println);
    }

    /** Prints arenas of threads of one name as one line. */
    private void arenas() {
        Map<String, List<ArenaInfo>> byOwner = new LinkedHashMap<>();
        for (ArenaInfo arena : analysis.arenas()) {
            byOwner.computeIfAbsent(owner(arena), owner -> new ArrayList<>()).add(arena);
        }
        if (byOwner.isEmpty()) {
            return;
        }
        out.println();
        out.printf("%-28s %7s %12s %11s %11s%n", "arena", "heaps", "chunks", "live", "kept");
        byOwner.entrySet().stream()
                .limit(MOST_ARENAS)
                .forEach(entry -> arena(entry.getKey(), entry.getValue()));
        if (byOwner.size() > MOST_ARENAS) {
            out.printf(Locale.ROOT, "and %,d more%n", byOwner.size() - MOST_ARENAS);
        }
    }

    private static String owner(ArenaInfo arena) {
        return switch (arena.kind()) {
            case "main" -> "main";
            case "mapped" -> "mapped one by one";
            default ->
                    arena.threads().isEmpty() ? "of no thread" : String.join(", ", arena.threads());
        };
    }

    private void arena(String owner, List<ArenaInfo> arenas) {
        String name = arenas.size() == 1 ? owner : owner + " ×" + arenas.size();
        out.printf(
                Locale.ROOT,
                "%-28s %,7d %,12d %11s %11s%s%n",
                name,
                arenas.stream().mapToInt(ArenaInfo::heaps).sum(),
                arenas.stream().mapToLong(ArenaInfo::liveChunks).sum(),
                size(arenas.stream().mapToLong(ArenaInfo::liveBytes).sum()),
                size(arenas.stream().mapToLong(ArenaInfo::retainedBytes).sum()),
                problem(arenas));
    }

    private static String problem(List<ArenaInfo> arenas) {
        return arenas.stream()
                .map(ArenaInfo::problem)
                .filter(problem -> problem != null)
                .findFirst()
                .map(problem -> "  broken: " + problem)
                .orElse("");
    }

    private void totals() {
        TotalsInfo totals = analysis.totals();
        if (totals == null) {
            return;
        }
        out.println();
        total("unreachable, direct", totals.direct());
        total("unreachable, indirect", totals.indirect());
        total("reachable", totals.reachable());
        total("  of these weak", totals.weak());
    }

    private void total(String name, SumInfo sum) {
        out.printf(Locale.ROOT, "%-28s %,20d %11s%n", name, sum.chunks(), size(sum.bytes()));
    }

    private void census() {
        if (analysis.census().isEmpty()) {
            return;
        }
        out.println();
        out.printf(
                "%12s %11s %11s  %-12s %-28s %s%n", "chunks", "of", "bytes", "", "type", "region");
        analysis.census().stream().limit(MOST_GROUPS).forEach(this::group);
        List<GroupInfo> others =
                analysis.census()
                        .subList(
                                Math.min(MOST_GROUPS, analysis.census().size()),
                                analysis.census().size());
        if (!others.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "and %,d more groups with %,d chunks, %s%n",
                    others.size(),
                    others.stream().mapToLong(GroupInfo::chunks).sum(),
                    size(others.stream().mapToLong(GroupInfo::bytes).sum()));
        }
    }

    private void group(GroupInfo group) {
        Long chunkSize = group.chunkSize();
        out.printf(
                Locale.ROOT,
                "%,12d %11s %11s  %-12s %-28s %s%n",
                group.chunks(),
                chunkSize == null ? "" : String.format(Locale.ROOT, "%,d B", chunkSize),
                size(group.bytes()),
                orEmpty(group.reachability()),
                group.type() == null ? "-" : group.type(),
                orEmpty(group.region()));
        if (!group.holder().isEmpty()) {
            out.printf("%37s %s%n", "held by", FindingLines.path(group.holder()));
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String size(long bytes) {
        return bytes == 0 ? "0" : ByteSize.ofBytes(bytes).toString();
    }
}
