package dev.leakgate.recording;

import dev.leakgate.linux.KernelException;
import dev.leakgate.linux.PageScan;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStatus;
import dev.leakgate.linux.SmapsField;
import dev.leakgate.linux.SmapsRollup;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Estimates how much memory a process has, at little cost to it: the list of its mappings, which
 * stalls nobody, and a scan in small steps. Where the kernel cannot scan it asks for the sums of
 * smaps.
 *
 * <p>Not thread-safe.
 */
public final class CheapLook implements AutoCloseable {

    private final ProcReader proc = new ProcReader();
    private final AnonymousRanges ranges = new AnonymousRanges();
    private final boolean scans = PageScan.supported();

    /** Returns how it looks: {@code PAGEMAP_SCAN} or {@code smaps_rollup}. */
    public String method() {
        return scans ? "PAGEMAP_SCAN" : "smaps_rollup";
    }

    /**
     * Returns the bytes of private anonymous memory; empty when the process ended or {@code stop}
     * said so.
     *
     * @throws dev.leakgate.linux.ProcAccessException when the process may not be looked at
     */
    public OptionalLong footprint(int pid, PageScan.Stop stop) {
        return scans ? scanned(pid, stop) : summed(pid);
    }

    /** Returns the resident bytes; empty when the process ended. */
    public OptionalLong rss(int pid) {
        return proc.status(pid).map(ProcStatus::vmRssBytes).orElse(OptionalLong.empty());
    }

    private OptionalLong scanned(int pid, PageScan.Stop stop) {
        Optional<ProcStatus> status = proc.status(pid);
        ranges.clear();
        if (status.isEmpty() || !proc.maps(pid, ranges)) {
            return OptionalLong.empty();
        }
        boolean swapped = status.get().vmSwapBytes().orElse(0) > 0;
        Optional<PageScan> opened = PageScan.open(pid);
        if (opened.isEmpty()) {
            return OptionalLong.empty();
        }
        try (PageScan scan = opened.get()) {
            long bytes = 0;
            for (int i = 0; i < ranges.size(); i++) {
                OptionalLong range =
                        scan.residentBytes(ranges.start(i), ranges.end(i), swapped, stop);
                if (range.isEmpty()) {
                    return range;
                }
                bytes += range.getAsLong();
            }
            return OptionalLong.of(bytes);
        } catch (KernelException ended) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong summed(int pid) {
        Optional<SmapsRollup> sums = proc.smapsRollup(pid);
        if (sums.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                sums.get().bytes(SmapsField.ANONYMOUS).orElse(0)
                        - sums.get().bytes(SmapsField.LAZY_FREE).orElse(0)
                        + sums.get().bytes(SmapsField.SWAP).orElse(0));
    }

    @Override
    public void close() {
        proc.close();
    }
}
