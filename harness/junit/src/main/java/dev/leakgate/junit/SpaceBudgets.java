package dev.leakgate.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;

import dev.leakgate.check.SpaceBudget;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.ByteSize;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a method's annotations say of stacks and address space. */
final class SpaceBudgets {

    private SpaceBudgets() {}

    static List<SpaceBudget> of(Method method, String where) {
        List<SpaceBudget> budgets = new ArrayList<>();
        for (ThreadStackBudget budget :
                findRepeatableAnnotations(method, ThreadStackBudget.class)) {
            String annotation = "@ThreadStackBudget on " + where;
            if (budget.threads() < 0) {
                throw new InvalidCheckException(
                        annotation + ": threads = " + budget.threads() + " must be 1 or more");
            }
            budgets.add(
                    budget(
                            annotation,
                            budget.perThread(),
                            budget.threads() == 0 ? null : budget.threads(),
                            limit(annotation, budget.within(), budget.withinSize()),
                            budget.headroom()));
        }
        for (AddressSpaceBudget budget :
                findRepeatableAnnotations(method, AddressSpaceBudget.class)) {
            String annotation = "@AddressSpaceBudget on " + where;
            budgets.add(
                    budget(
                            annotation,
                            "",
                            null,
                            limit(annotation, budget.within(), budget.withinSize()),
                            budget.headroom()));
        }
        return budgets;
    }

    private static SpaceBudget budget(
            String annotation,
            String perThread,
            @Nullable Integer threads,
            @Nullable SpaceLimit within,
            String headroom) {
        ByteSize most = CheckSettings.optional(annotation, "perThread", perThread, ByteSize::parse);
        ByteSize room = CheckSettings.optional(annotation, "headroom", headroom, ByteSize::parse);
        try {
            return new SpaceBudget(most, threads, within, room);
        } catch (IllegalArgumentException e) {
            throw new InvalidCheckException(annotation + ": " + e.getMessage());
        }
    }

    private static @Nullable SpaceLimit limit(
            String annotation, AddressSpace[] spaces, String size) {
        ByteSize most = CheckSettings.optional(annotation, "withinSize", size, ByteSize::parse);
        if (spaces.length > 1 || (spaces.length == 1 && most != null)) {
            throw new InvalidCheckException(
                    annotation + ": within and withinSize name more than one space; repeat it");
        }
        if (most != null) {
            try {
                return SpaceLimit.of(most);
            } catch (IllegalArgumentException e) {
                throw new InvalidCheckException(annotation + ": withinSize = " + e.getMessage());
            }
        }
        return spaces.length == 1 ? SpaceLimit.of(spaces[0]) : null;
    }
}
