package dev.leakgate.watch;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.linux.ProcStatus;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.verdict.GrowthJudge;
import dev.leakgate.verdict.GrowthOutcome;
import dev.leakgate.verdict.GrowthRules;
import dev.leakgate.verdict.GrowthSeries;
import dev.leakgate.verdict.SeriesGrowth;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at all processes of this machine again and again, and says which of them gain memory: by
 * the counters that the kernel keeps anyway, two small files for each, so that a look at hundreds
 * takes some 10 ms and costs them nothing.
 *
 * <p>Not thread-safe.
 */
public final class ProcessTop implements AutoCloseable {

    /* Then the first one goes: what a process did long ago is for watch to tell. */
    private static final int MOST_LOOKS = 128;

    private final ProcReader proc = new ProcReader();
    private final int self = (int) ProcessHandle.current().pid();
    private final TimedLevels times = new TimedLevels();
    private final Map<ProcessId, long[]> levels = new HashMap<>();
    private Map<ProcessId, ProcessUse> now = new HashMap<>();
    private final long begin = System.nanoTime();

    /** Begins without a look. */
    public ProcessTop() {}

    /** Looks now. */
    public void look() {
        if (times.size() == MOST_LOOKS) {
            times.forgetFirst();
            levels.replaceAll(
                    (id, of) -> of.length < MOST_LOOKS ? of : Arrays.copyOfRange(of, 1, of.length));
        }
        times.add((System.nanoTime() - begin) / 1_000_000);
        now = read();
        levels.keySet().retainAll(now.keySet());
        now.forEach((id, use) -> levels.merge(id, new long[] {use.memory()}, ProcessTop::joined));
    }

    private static long[] joined(long[] before, long[] one) {
        long[] all = Arrays.copyOf(before, before.length + 1);
        all[before.length] = one[0];
        return all;
    }

    private Map<ProcessId, ProcessUse> read() {
        Map<ProcessId, ProcessUse> found = new HashMap<>();
        for (int pid : proc.pids()) {
            Optional<ProcStatus> status = pid == self ? Optional.empty() : proc.status(pid);
            if (status.isEmpty() || status.get().rssAnonBytes().isEmpty()) {
                // It ended, or is one of the kernel's own.
                continue;
            }
            long memory =
                    status.get().rssAnonBytes().getAsLong() + status.get().vmSwapBytes().orElse(0);
            proc.stat(pid)
                    .map(ProcStat::id)
                    .ifPresent(
                            id ->
                                    found.put(
                                            id,
                                            new ProcessUse(
                                                    id,
                                                    status.get().uid().orElse(-1),
                                                    status.get().name(),
                                                    memory,
                                                    status.get().vmRssBytes().orElse(0),
                                                    status.get().threads().orElse(0))));
        }
        return found;
    }

    /** Returns how many rounds there were between looks. */
    public int rounds() {
        return Math.max(0, times.size() - 1);
    }

    /** Returns the milliseconds from the first look to the last. */
    public long millis() {
        return times.last() - times.first();
    }

    /** Returns what each process of the last look does, judged together. */
    public List<ProcessGrowth> processes() {
        Map<ProcessId, SeriesGrowth> judged = judge();
        List<ProcessGrowth> growths = new ArrayList<>();
        now.forEach(
                (id, use) -> {
                    long[] its = levels.getOrDefault(id, new long[] {use.memory()});
                    growths.add(
                            new ProcessGrowth(
                                    use,
                                    perSecond(its),
                                    LeakRate.perSecond(judged.get(id)),
                                    command(use),
                                    Arrays.stream(its).boxed().toList()));
                });
        return growths;
    }

    private double perSecond(long[] its) {
        long millis = times.last() - times.at(times.size() - its.length);
        return millis <= 0 ? 0 : (its[its.length - 1] - its[0]) * 1000.0 / millis;
    }

    /** Judges those that moved and were there long enough; the others cannot be called growing. */
    private Map<ProcessId, SeriesGrowth> judge() {
        List<ProcessId> ids = new ArrayList<>();
        List<GrowthSeries> moved = new ArrayList<>();
        levels.forEach(
                (id, its) -> {
                    if (its.length > GrowthJudge.FEWEST_ROUNDS && its[its.length - 1] != its[0]) {
                        ids.add(id);
                        moved.add(times.series(id.toString(), its));
                    }
                });
        List<SeriesGrowth> growths = GrowthJudge.judge(moved, GrowthRules.DEFAULT).series();
        Map<ProcessId, SeriesGrowth> growing = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            if (growths.get(i).outcome() == GrowthOutcome.GROWING) {
                growing.put(ids.get(i), growths.get(i));
            }
        }
        return growing;
    }

    private String command(ProcessUse use) {
        String line =
                proc.content(use.id().pid(), "cmdline")
                        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                        .orElse("")
                        .replace('\0', ' ')
                        .strip();
        return line.isEmpty() ? use.name() : line;
    }

    @Override
    public void close() {
        proc.close();
    }
}
