package dev.leakgate.spec;

import dev.leakgate.check.CheckOutcome;
import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.CountBudget;
import dev.leakgate.check.KeptMemory;
import dev.leakgate.check.LeakChecker;
import dev.leakgate.check.OnCrash;
import dev.leakgate.check.RegionBudget;
import dev.leakgate.check.SpaceBudget;
import dev.leakgate.service.NativeService;
import dev.leakgate.site.SiteChoice;
import dev.leakgate.verdict.Suppression;
import dev.leakgate.verdict.Suppressions;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds one check of a {@code *.leakcheck.yaml} file. */
public final class LeakCheckSpec {

    private final String name;
    private final Place place;
    private final Set<String> tags;
    private final @Nullable String disabled;
    private final ServiceSpec service;
    private final LoadSpec load;
    private final CheckPlan plan;
    private final BudgetReader.Budgets budgets;
    private final List<Suppression> suppressions;
    private final SiteChoice site;
    private final KeptMemory kept;
    private final OnCrash onCrash;

    LeakCheckSpec(
            String name,
            Place place,
            Set<String> tags,
            @Nullable String disabled,
            ServiceSpec service,
            LoadSpec load,
            CheckPlan plan,
            BudgetReader.Budgets budgets,
            List<Suppression> suppressions,
            SiteChoice site,
            KeptMemory kept,
            OnCrash onCrash) {
        this.name = name;
        this.place = place;
        this.tags = Set.copyOf(tags);
        this.disabled = disabled;
        this.service = service;
        this.load = load;
        this.plan = plan;
        this.budgets = budgets;
        this.suppressions = List.copyOf(suppressions);
        this.site = site;
        this.kept = kept;
        this.onCrash = onCrash;
    }

    /** Returns the name, which no other check of the file has. */
    public String name() {
        return name;
    }

    /** Returns the line that the check begins at, from 1. */
    public int line() {
        return place.line();
    }

    /** Returns the column that the check begins at, from 1. */
    public int column() {
        return place.column();
    }

    /** Returns the words to filter by. */
    public Set<String> tags() {
        return tags;
    }

    /** Returns why the check is skipped; null when it is not. */
    public @Nullable String disabled() {
        return disabled;
    }

    /**
     * Returns what to launch, with placeholders replaced by system properties and variables.
     *
     * @throws SpecException when a placeholder has no value
     */
    public NativeService service() {
        return service.resolve();
    }

    /**
     * Runs a check of {@link #service} under the load of this one.
     *
     * @throws SpecException when a placeholder has no value
     */
    public CheckOutcome run(LeakChecker checker) {
        return load().run(checker.site(site).onCrash(onCrash));
    }

    /**
     * Says early that a run would fail for want of a value.
     *
     * @throws SpecException when a placeholder of the service or the load has no value
     */
    public void requireValues() {
        NativeService unusedService = service();
        SpecLoad unusedLoad = load();
    }

    SpecLoad load() {
        return load.resolve();
    }

    /** Returns how much load, and when it gives up. */
    public CheckPlan plan() {
        return plan;
    }

    /** Returns the limits that the check sets to threads, descriptors and their like. */
    public List<CountBudget> countBudgets() {
        return budgets.counts();
    }

    /** Returns the limits that the check sets to stacks and address space. */
    public List<SpaceBudget> spaceBudgets() {
        return budgets.spaces();
    }

    /** Returns the limits that the check sets to regions. */
    public List<RegionBudget> budgets() {
        return budgets.regions();
    }

    /** Returns what is kept of the service's memory when it leaks or crashes. */
    public KeptMemory kept() {
        return kept;
    }

    /** Returns the growth that the check itself calls known, as of a day. */
    public Suppressions suppressions(LocalDate today) {
        return Suppressions.on(today, suppressions);
    }

    /** Returns the name, as reports show it. */
    @Override
    public String toString() {
        return name;
    }
}
