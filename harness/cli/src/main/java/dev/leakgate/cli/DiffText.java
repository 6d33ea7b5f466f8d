package dev.leakgate.cli;

import dev.leakgate.report.AnalysisDocument.SumInfo;
import dev.leakgate.report.DiffDocument;
import dev.leakgate.report.DiffDocument.TotalsInfo;
import dev.leakgate.report.FindingLines;
import dev.leakgate.units.ByteSize;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints for people what a heap gained between two images. */
final class DiffText {

    private DiffText() {}

    static void print(PrintWriter out, DiffDocument diff) {
        TotalsInfo totals = diff.totals();
        out.println(diff.before() + " → " + diff.after() + ", " + diff.allocator().name());
        if (totals == null) {
            String reason = diff.allocator().reason();
            out.println("the chunks could not be counted" + (reason == null ? "" : ": " + reason));
        } else {
            if (diff.findings().isEmpty()) {
                out.println("no kind of object has become more");
            }
            FindingLines.of(diff.findings()).forEach(out::println);
            out.println();
            out.printf("%-28s %20s %11s%n", "", "chunks", "bytes");
            row(out, "in use before", totals.before());
            row(out, "came, and are still there", totals.came());
            row(out, "went", totals.went());
            row(out, "in use after", totals.after());
        }
        diff.losses().forEach(loss -> out.println("not whole: " + loss));
    }

    private static void row(PrintWriter out, String name, SumInfo sum) {
        out.printf(
                Locale.ROOT,
                "%-28s %,20d %11s%n",
                name,
                sum.chunks(),
                sum.bytes() == 0 ? "0" : ByteSize.ofBytes(sum.bytes()).toString());
    }
}
