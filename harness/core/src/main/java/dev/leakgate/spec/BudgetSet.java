package dev.leakgate.spec;

import dev.leakgate.check.SpaceBudget;
import dev.leakgate.verdict.budget.Budget;
import dev.leakgate.verdict.budget.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds budgets that are written outside of the checks that they are for.
 *
 * @param budgets limits of figures
 * @param spaces limits of stacks and address space
 */
public record BudgetSet(List<Budget> budgets, List<OfSpace> spaces) {

    /** No limits. */
    public static final BudgetSet NONE = new BudgetSet(List.of(), List.of());

    /**
     * Limits stacks and address space.
     *
     * @param selection the services and tests; nothing else is selected
     * @param source where it is written
     */
    public record OfSpace(Selection selection, SpaceBudget budget, String source) {}

    /** Makes the lists unmodifiable. */
    public BudgetSet {
        budgets = List.copyOf(budgets);
        spaces = List.copyOf(spaces);
    }

    /**
     * Reads budgets that a build tool holds as texts.
     *
     * @param texts of each budget its keys and values
     * @param source what messages call where they are written, {@code "pom.xml"}
     * @throws SpecException when anything is wrong; the message tells which budget
     */
    public static BudgetSet ofTexts(List<Map<String, String>> texts, String source) {
        BudgetSet all = NONE;
        for (int i = 0; i < texts.size(); i++) {
            String place = source + ", budget " + (i + 1);
            BudgetEntry.Fault fault = (key, message) -> new SpecException(place + ": " + message);
            all = all.and(BudgetEntry.read(new LinkedHashMap<>(texts.get(i)), place, fault));
        }
        return all;
    }

    /**
     * Returns these and others.
     *
     * @throws SpecException when two limit the same figure of the same checks differently
     */
    public BudgetSet and(BudgetSet others) {
        for (Budget budget : budgets) {
            for (Budget other : others.budgets) {
                if (budget.contradicts(other)) {
                    throw new SpecException(
                            other.source()
                                    + ": "
                                    + other.name()
                                    + " is limited twice for the same checks, here and at "
                                    + budget.source()
                                    + "; keep one");
                }
            }
        }
        List<Budget> all = new ArrayList<>(budgets);
        all.addAll(others.budgets);
        List<OfSpace> allSpaces = new ArrayList<>(spaces);
        allSpaces.addAll(others.spaces);
        return new BudgetSet(all, allSpaces);
    }

    /** Returns these without increases over a baseline, for who writes one. */
    public BudgetSet withoutIncreases() {
        return new BudgetSet(
                budgets.stream().flatMap(budget -> budget.withoutIncrease().stream()).toList(),
                spaces);
    }

    /** Says whether nothing is limited. */
    public boolean isEmpty() {
        return budgets.isEmpty() && spaces.isEmpty();
    }

    /** Says whether a limit is an increase over a baseline. */
    public boolean needsBaseline() {
        return budgets.stream().anyMatch(budget -> budget.increase() != null);
    }
}
