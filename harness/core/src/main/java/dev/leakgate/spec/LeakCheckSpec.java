package dev.leakgate.spec;

import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.CountBudget;
import dev.leakgate.check.RegionBudget;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.service.NativeService;
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
    private final LoadMethod load;
    private final CheckPlan plan;
    private final List<RegionBudget> budgets;
    private final List<CountBudget> countBudgets;

    LeakCheckSpec(
            String name,
            Place place,
            Set<String> tags,
            @Nullable String disabled,
            ServiceSpec service,
            LoadMethod load,
            CheckPlan plan,
            List<RegionBudget> budgets,
            List<CountBudget> countBudgets) {
        this.name = name;
        this.place = place;
        this.tags = Set.copyOf(tags);
        this.disabled = disabled;
        this.service = service;
        this.load = load;
        this.plan = plan;
        this.budgets = List.copyOf(budgets);
        this.countBudgets = List.copyOf(countBudgets);
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

    /** Returns what sends one request. */
    public LoadMethod load() {
        return load;
    }

    /** Returns how much load, and when it gives up. */
    public CheckPlan plan() {
        return plan;
    }

    /** Returns the limits that the check sets to threads, descriptors and their like. */
    public List<CountBudget> countBudgets() {
        return countBudgets;
    }

    /** Returns the limits that the check sets to regions. */
    public List<RegionBudget> budgets() {
        return budgets;
    }

    /** Returns the name, as reports show it. */
    @Override
    public String toString() {
        return name;
    }
}
