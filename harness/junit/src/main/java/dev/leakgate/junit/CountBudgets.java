package dev.leakgate.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;
import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;

import dev.leakgate.recording.Count;
import dev.leakgate.units.CountPerRequest;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Reads the annotations that limit counts. */
final class CountBudgets {

    private CountBudgets() {}

    /**
     * Reads them.
     *
     * @param where what messages call the method
     * @throws InvalidCheckException when one limits nothing, or a value cannot be read
     */
    static List<dev.leakgate.check.CountBudget> of(Method method, String where) {
        List<dev.leakgate.check.CountBudget> budgets = new ArrayList<>();
        for (CountBudget budget : findRepeatableAnnotations(method, CountBudget.class)) {
            budgets.add(
                    budget(
                            "@CountBudget on " + where,
                            budget.count(),
                            budget.max(),
                            budget.growth()));
        }
        findAnnotation(method, ThreadBudget.class)
                .ifPresent(
                        budget ->
                                budgets.add(
                                        budget(
                                                "@ThreadBudget on " + where,
                                                Count.THREADS,
                                                budget.max(),
                                                budget.growth())));
        return budgets;
    }

    private static dev.leakgate.check.CountBudget budget(
            String annotation, Count count, long max, String growthText) {
        CountPerRequest growth =
                CheckSettings.optional(annotation, "growth", growthText, CountPerRequest::parse);
        if (max < -1) {
            throw new InvalidCheckException(annotation + ": max = " + max + " must be 0 or more");
        }
        if (max == -1 && growth == null) {
            throw new InvalidCheckException(
                    annotation
                            + ": it limits nothing; set max, as in max = 64, or growth, as in growth"
                            + " = \"0.01\"");
        }
        return new dev.leakgate.check.CountBudget(count, max == -1 ? null : max, growth);
    }
}
