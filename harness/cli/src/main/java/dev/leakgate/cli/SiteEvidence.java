package dev.leakgate.cli;

import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.report.VisibleText;
import dev.leakgate.site.AllocationSite;
import dev.leakgate.site.AttachedHeaptrack;
import dev.leakgate.site.Call;
import dev.leakgate.site.SiteException;
import dev.leakgate.units.ByteSize;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Records a process that leaks for a time, and shows the lines that allocate what is not freed. */
final class SiteEvidence {

    private static final int MOST_SITES = 3;
    private static final int MOST_CALLS = 6;

    /* What is allocated once or now and then is no leak. */
    private static final int FEWEST = 10;

    private SiteEvidence() {}

    /** Records; why nothing comes of it is said, and is no reason to end the watching. */
    static void take(
            int pid, Duration time, BooleanSupplier stop, PrintWriter out, PrintWriter err) {
        try {
            AttachedHeaptrack recorder = AttachedHeaptrack.of(pid);
            err.println(
                    "leakgate: heaptrack records process "
                            + pid
                            + " for "
                            + time.toSeconds()
                            + " s");
            long before = System.nanoTime();
            List<AllocationSite> sites = recorder.record(time, stop);
            double seconds = Math.min(time.toNanos(), System.nanoTime() - before) / 1e9;
            lines(sites, seconds, String.valueOf(recorder.version())).forEach(out::println);
        } catch (SiteException refused) {
            err.println("leakgate: no site: " + refused.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
    }

    static List<String> lines(List<AllocationSite> all, double seconds, String version) {
        List<AllocationSite> sites =
                all.stream().filter(site -> site.count() >= FEWEST).limit(MOST_SITES).toList();
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "sites  by heaptrack %s over about %.0f s: what was allocated and not freed%s",
                        version,
                        seconds,
                        sites.isEmpty() ? ": nothing that goes on" : ""));
        for (int i = 0; i < sites.size(); i++) {
            AllocationSite site = sites.get(i);
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  %d  %,d × %,d B, %s  %s",
                            i + 1,
                            site.count(),
                            site.size(),
                            new ByteSize(site.bytes()),
                            text(site.calls().get(0))));
            site.calls().stream()
                    .skip(1)
                    .limit(MOST_CALLS - 1)
                    .forEach(call -> lines.add("       called by  " + text(call)));
        }
        return lines;
    }

    private static String text(Call call) {
        FrameInfo frame =
                new FrameInfo(
                        call.function(),
                        call.file(),
                        call.line() < 1 ? null : call.line(),
                        call.module());
        return VisibleText.of(frame.shortName() + "  " + frame.place());
    }
}
