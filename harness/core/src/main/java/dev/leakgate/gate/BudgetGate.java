package dev.leakgate.gate;

import dev.leakgate.report.BudgetInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.TextReport;
import dev.leakgate.report.html.HtmlReport;
import dev.leakgate.spec.BudgetSet;
import dev.leakgate.verdict.Verdict;
import dev.leakgate.verdict.budget.Budget;
import dev.leakgate.verdict.budget.BudgetJudge;
import dev.leakgate.verdict.budget.BudgetResult;
import dev.leakgate.verdict.budget.Measured;
import dev.leakgate.verdict.budget.Measures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds results against budgets that are written outside of their checks. Several may be judged at
 * a time.
 */
public final class BudgetGate {

    private static final BudgetResult STACKS_UNSEEN =
            new BudgetResult(
                    "address space",
                    BudgetResult.Unit.BYTES,
                    0,
                    null,
                    null,
                    "the stacks of the service could not be looked at; run the build as its user or"
                            + " as root",
                    null,
                    false);

    private final BudgetSet set;
    private final @Nullable Baseline baseline;
    private final Set<Object> used = ConcurrentHashMap.newKeySet();

    /**
     * Takes the limits.
     *
     * @param baseline what was accepted before; null when nothing is compared with it
     */
    public BudgetGate(BudgetSet set, @Nullable Baseline baseline) {
        this.set = set;
        this.baseline = baseline;
    }

    /**
     * Judges a result. What it knows of these limits already stays as it is, so that a result may
     * be judged again; a verdict only ever becomes worse.
     *
     * @return the same result when there is nothing to add
     * @throws BaselineException when the baseline is of another service or machine
     */
    public RunDocument judge(RunDocument run) {
        if (set.isEmpty()) {
            return run;
        }
        List<BudgetResult> fresh = results(run).stream().filter(each -> !isIn(run, each)).toList();
        if (fresh.isEmpty()) {
            return run;
        }
        List<BudgetInfo> all = new ArrayList<>(run.budgets());
        fresh.stream().map(BudgetInfo::of).forEach(all::add);
        List<BudgetResult> broken = fresh.stream().filter(BudgetResult::broken).toList();
        List<BudgetResult> unknown = fresh.stream().filter(BudgetResult::unknown).toList();
        boolean mayFail = run.verdict() == Verdict.CLEAN || run.verdict() == Verdict.INCONCLUSIVE;
        if (!broken.isEmpty() && mayFail) {
            return run.judged(Verdict.OVER_BUDGET, sentence(broken, "is broken"), all);
        }
        if (!unknown.isEmpty() && run.verdict() == Verdict.CLEAN) {
            return run.judged(Verdict.INCONCLUSIVE, sentence(unknown, "is not known"), all);
        }
        return run.judged(run.verdict(), run.reason(), all);
    }

    /**
     * Judges a result, with a new text report when that changes it.
     *
     * @param file the {@code run.json}; it is not touched
     * @return the same result when there is nothing to add
     * @throws BaselineException when the baseline is of another service or machine
     */
    public RunDocument judge(RunDocument run, Path file) {
        RunDocument judged = judge(run);
        Path folder = file.toAbsolutePath().getParent();
        return judged.budgets().size() == run.budgets().size() || folder == null
                ? run
                : judged.telling(TextReport.lines(judged, folder));
    }

    /**
     * Judges a result and writes it anew, with its report, when that changes it.
     *
     * @param file the {@code run.json}
     * @return what it is now; the same result when there is nothing to add
     * @throws IOException when it cannot be written
     * @throws BaselineException when the baseline is of another service or machine
     */
    public RunDocument judgeAndWrite(RunDocument run, Path file) throws IOException {
        RunDocument told = judge(run, file);
        Path folder = file.toAbsolutePath().getParent();
        if (told.budgets().size() != run.budgets().size() && folder != null) {
            RunJson.write(file, told);
            HtmlReport.write(folder, told);
        }
        return told;
    }

    private List<BudgetResult> results(RunDocument run) {
        String service = RunNames.ofService(run);
        List<String> names = RunNames.ofTest(run);
        List<BudgetResult> results = new ArrayList<>();
        Measures measures = RunMeasures.of(run);
        Measured before = baseline == null ? null : baseline.of(run).orElse(null);
        for (Budget budget : set.budgets()) {
            if (budget.selection().covers(service, names)) {
                used.add(budget);
                if (!run.rounds().isEmpty()) {
                    results.addAll(BudgetJudge.judge(budget, measures, before));
                }
            }
        }
        for (BudgetSet.OfSpace limit : set.spaces()) {
            if (limit.selection().covers(service, names)) {
                used.add(limit);
                if (!run.rounds().isEmpty()) {
                    results.addAll(ofSpace(limit, run));
                }
            }
        }
        return results;
    }

    private static List<BudgetResult> ofSpace(BudgetSet.OfSpace limit, RunDocument run) {
        return RunSpace.of(run, limit.budget().within())
                .map(figures -> limit.budget().judge(figures))
                .orElse(List.of(STACKS_UNSEEN))
                .stream()
                .map(result -> result.from(limit.source()))
                .toList();
    }

    private static boolean isIn(RunDocument run, BudgetResult result) {
        return run.budgets().stream()
                .map(BudgetInfo::result)
                .anyMatch(
                        known ->
                                known.name().equals(result.name())
                                        && String.valueOf(known.source())
                                                .equals(String.valueOf(result.source()))
                                        && known.limit() == result.limit()
                                        && known.warning() == result.warning());
    }

    private static String sentence(List<BudgetResult> results, String more) {
        int others = results.size() - 1;
        return results.get(0)
                + (others == 0
                        ? ""
                        : ", and "
                                + others
                                + " more "
                                + (others == 1 ? "budget " : "budgets ")
                                + (others == 1 ? more : more.replaceFirst("^is", "are")));
    }

    /**
     * Tells whether a baseline may be made of a result: one that is clean, one that breaks budgets,
     * and one that only the old baseline lacks.
     */
    public static boolean mayBeAccepted(RunDocument run) {
        boolean lacksBaseline =
                run.verdict() == Verdict.INCONCLUSIVE
                        && run.budgets().stream()
                                .map(BudgetInfo::result)
                                .anyMatch(
                                        result ->
                                                result.unknown()
                                                        && String.valueOf(run.reason())
                                                                .startsWith(result.toString()));
        return run.verdict() == Verdict.CLEAN
                || (run.verdict() == Verdict.OVER_BUDGET && !run.rounds().isEmpty())
                || lacksBaseline;
    }

    /** Says which budgets are for no result that was judged; most likely a name is mistyped. */
    public List<String> unused() {
        return Stream.concat(
                        set.budgets().stream()
                                .filter(budget -> !used.contains(budget))
                                .map(budget -> budget.source() + ": " + budget.name()),
                        set.spaces().stream()
                                .filter(budget -> !used.contains(budget))
                                .map(budget -> budget.source() + ": address space"))
                .map(unused -> unused + " is for no check that ran")
                .toList();
    }
}
