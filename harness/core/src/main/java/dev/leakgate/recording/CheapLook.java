package dev.leakgate.recording;

import dev.leakgate.linux.KernelException;
import dev.leakgate.linux.PageScan;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStatus;
import dev.leakgate.linux.SmapsField;
import dev.leakgate.linux.SmapsRollup;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Estimates how much memory a process has, at little cost to it: by a scan in small steps, in whose
 * place the kernel's counters do now and then for a process of very many mappings. Where the kernel
 * cannot scan it asks for the sums of smaps.
 *
 * <p>Not thread-safe.
 */
public final class CheapLook implements AutoCloseable {

    /* Plans that are kept; a process beyond that has its mappings listed again. */
    private static final int MOST_PLANS = 1024;

    /* The sums of smaps come in one read, which nothing ends early: 8.5 ms a GB. */
    private static final long LARGEST_SUMMED = 4L << 30;

    private final long largestSummed;
    private final boolean asksCounters;
    private final ProcReader proc = new ProcReader();
    private final Map<Integer, ScanPlan> plans = new LinkedHashMap<>();
    private final boolean scans = PageScan.supported();
    private long restedNanos;

    /** Makes a look by the best way that this kernel has. */
    public CheapLook() {
        this(LARGEST_SUMMED, true);
    }

    /** Makes a look with other limits, to test each of its ways. */
    CheapLook(long largestSummed, boolean asksCounters) {
        this.largestSummed = largestSummed;
        this.asksCounters = asksCounters;
    }

    /** Returns how it looks: {@code PAGEMAP_SCAN} or {@code smaps_rollup}. */
    public String method() {
        return scans ? "PAGEMAP_SCAN" : "smaps_rollup";
    }

    /**
     * Returns the bytes of private anonymous memory, as smaps counts them in {@code Anonymous} and
     * {@code Swap}; empty when the process ended or {@code stop} said so.
     *
     * @throws dev.leakgate.linux.ProcAccessException when the process may not be looked at
     */
    public OptionalLong footprint(int pid, PageScan.Stop stop) {
        Optional<ProcStatus> status = proc.status(pid);
        if (status.isEmpty()) {
            return OptionalLong.empty();
        }
        return scans ? scanned(pid, status.get(), stop) : summed(pid, status.get());
    }

    /** Returns the resident bytes; empty when the process ended. */
    public OptionalLong rss(int pid) {
        return proc.status(pid).map(ProcStatus::vmRssBytes).orElse(OptionalLong.empty());
    }

    /** Returns for how long all looks together rested, to let the service in. */
    long restedNanos() {
        return restedNanos;
    }

    private OptionalLong scanned(int pid, ProcStatus status, PageScan.Stop stop) {
        if (plans.size() == MOST_PLANS) {
            plans.clear();
        }
        ScanPlan plan = plans.computeIfAbsent(pid, any -> new ScanPlan());
        plan.next(status.vmSizeBytes().orElse(0));
        if (plan.countersDo()) {
            return counted(status);
        }
        if (plan.fresh() && !plan.list(proc, pid)) {
            plans.remove(pid);
            return OptionalLong.empty();
        }
        OptionalLong found = scanned(pid, plan, status.vmSwapBytes().orElse(0) > 0, stop);
        if (asksCounters && plan.fresh() && plan.steps().mappings() > ScanPlan.FEW_MAPPINGS) {
            OptionalLong before = counted(status);
            OptionalLong after = proc.status(pid).map(CheapLook::counted).orElse(before);
            if (found.isPresent() && before.isPresent() && after.isPresent()) {
                plan.compare(found.getAsLong(), before.getAsLong(), after.getAsLong());
            }
        }
        return found;
    }

    /** Reads the anonymous bytes off the counters; empty when the kernel has none. */
    private static OptionalLong counted(ProcStatus status) {
        OptionalLong resident = status.rssAnonBytes();
        return resident.isEmpty()
                ? resident
                : OptionalLong.of(resident.getAsLong() + status.vmSwapBytes().orElse(0));
    }

    private OptionalLong scanned(int pid, ScanPlan plan, boolean swapped, PageScan.Stop stop) {
        Optional<PageScan> opened = PageScan.open(pid);
        if (opened.isEmpty()) {
            return OptionalLong.empty();
        }
        LockRests rests = new LockRests(stop);
        try (PageScan scan = opened.get()) {
            return scanned(scan, plan, swapped, rests);
        } catch (KernelException ended) {
            return OptionalLong.empty();
        } finally {
            restedNanos += rests.restedNanos();
        }
    }

    private static OptionalLong scanned(
            PageScan scan, ScanPlan plan, boolean swapped, PageScan.Stop stop) {
        AddressSteps steps = plan.steps();
        long bytes = 0;
        for (int i = 0; i < steps.size(); i++) {
            if (steps.leftOut(i)) {
                continue;
            }
            // Where the listing is older, a file may be mapped by now.
            OptionalLong step =
                    plan.fresh() && steps.anonymous(i)
                            ? scan.residentBytes(steps.start(i), steps.end(i), swapped, stop)
                            : scan.anonymousBytes(steps.start(i), steps.end(i), swapped, stop);
            if (step.isEmpty()) {
                return step;
            }
            bytes += step.getAsLong();
        }
        return OptionalLong.of(bytes);
    }

    private OptionalLong summed(int pid, ProcStatus status) {
        OptionalLong counted = counted(status);
        if (status.vmRssBytes().orElse(0) > largestSummed && counted.isPresent()) {
            return counted;
        }
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
