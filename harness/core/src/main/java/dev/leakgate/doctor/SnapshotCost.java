package dev.leakgate.doctor;

import dev.leakgate.linux.MappingSink;
import dev.leakgate.linux.PageScan;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.recording.CheapLook;
import java.util.Locale;

/** Measures what it costs to look at a process: this JVM, which has some hundred mappings. */
final class SnapshotCost {

    private static final int TIMES = 5;
    private static final double SLOW_MILLIS = 250;

    private SnapshotCost() {}

    static Finding measure() {
        int self = (int) ProcessHandle.current().pid();
        int[] mappings = new int[1];
        MappingSink count = entry -> mappings[0]++;
        double best = Double.MAX_VALUE;
        try (ProcReader proc = new ProcReader()) {
            for (int i = 0; i < TIMES; i++) {
                mappings[0] = 0;
                long before = System.nanoTime();
                if (!proc.smaps(self, count)) {
                    return Finding.broken(
                            "snapshot",
                            "/proc/" + self + "/smaps is empty",
                            "mount /proc without hidepid, in the container too");
                }
                best = Math.min(best, (System.nanoTime() - before) / 1e6);
            }
        } catch (RuntimeException refused) {
            return Finding.broken(
                    "snapshot",
                    String.valueOf(refused.getMessage()),
                    "mount /proc without hidepid, and take a kernel with CONFIG_PROC_PAGE_MONITOR");
        }
        String text =
                String.format(
                        Locale.ROOT,
                        "%.1f ms for smaps of %,d mappings (this JVM)",
                        best,
                        mappings[0]);
        return best < SLOW_MILLIS
                ? Finding.ok("snapshot", text)
                : Finding.limited("snapshot", text, "look what else this machine does");
    }

    static Finding scan() {
        if (!PageScan.supported()) {
            return Finding.limited(
                    "samples",
                    "no PAGEMAP_SCAN: samples under load ask for smaps_rollup, which costs more",
                    "a kernel of 6.7 or later, in a container a runtime whose seccomp allows ioctl");
        }
        int self = (int) ProcessHandle.current().pid();
        try (CheapLook look = new CheapLook()) {
            double best = Double.MAX_VALUE;
            for (int i = 0; i < TIMES; i++) {
                long before = System.nanoTime();
                if (look.footprint(self, () -> false).isEmpty()) {
                    return Finding.limited("samples", "a sample found nothing", "run it again");
                }
                best = Math.min(best, (System.nanoTime() - before) / 1e6);
            }
            return Finding.ok(
                    "samples",
                    String.format(Locale.ROOT, "%.1f ms for a sample by %s", best, look.method()));
        }
    }
}
