package dev.leakgate.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;

import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.KeptMemory;
import dev.leakgate.check.OnCrash;
import dev.leakgate.check.SpaceBudget;
import dev.leakgate.load.LoadShape;
import dev.leakgate.site.SiteChoice;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.DurationText;
import dev.leakgate.verdict.Suppressions;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestTag;

/**
 * Holds what the annotations of a method say.
 *
 * @param plan what {@link LeakCheck} says
 * @param budgets what each {@link RegionBudget} says
 * @param countBudgets what each {@link CountBudget} says, and {@link ThreadBudget}
 * @param spaceBudgets what {@link ThreadStackBudget} and {@link AddressSpaceBudget} say
 * @param suppressions growth that is known
 * @param kept what is kept of its memory when the service leaks or crashes
 * @param site what records where it allocates then
 * @param onCrash how its memory is kept when it crashes
 */
record CheckSettings(
        CheckPlan plan,
        List<dev.leakgate.check.RegionBudget> budgets,
        List<dev.leakgate.check.CountBudget> countBudgets,
        List<SpaceBudget> spaceBudgets,
        Suppressions suppressions,
        KeptMemory kept,
        SiteChoice site,
        OnCrash onCrash) {

    /** Holds settings of a check that says for itself which recorder it wants. */
    CheckSettings(
            CheckPlan plan,
            List<dev.leakgate.check.RegionBudget> budgets,
            List<dev.leakgate.check.CountBudget> countBudgets,
            List<SpaceBudget> spaceBudgets,
            Suppressions suppressions,
            KeptMemory kept) {
        this(
                plan,
                budgets,
                countBudgets,
                spaceBudgets,
                suppressions,
                kept,
                SiteChoice.AUTO,
                OnCrash.CORE);
    }

    CheckSettings suppressing(Suppressions known) {
        return new CheckSettings(
                plan,
                budgets,
                countBudgets,
                spaceBudgets,
                suppressions.and(known),
                kept,
                site,
                onCrash);
    }

    CheckSettings keeping(KeptMemory what) {
        return new CheckSettings(
                plan, budgets, countBudgets, spaceBudgets, suppressions, what, site, onCrash);
    }

    /**
     * Reads the annotations.
     *
     * @throws InvalidCheckException when a value cannot be read or is out of range; the message
     *     names the method, the attribute and the right form
     */
    static CheckSettings of(Class<?> testClass, Method method, LeakCheck check) {
        String where = CheckNames.of(testClass, method);
        List<RegionBudget> budgets = findRepeatableAnnotations(method, RegionBudget.class);
        return new CheckSettings(
                plan(check, where),
                budgets.stream().map(budget -> budget(budget, where)).toList(),
                CountBudgets.of(method, where),
                SpaceBudgets.of(method, where),
                KnownGrowth.of(testClass, method, where),
                new KeptMemory(
                        check.onLeak(),
                        read(
                                "@LeakCheck on " + where,
                                "keepCore",
                                check.keepCore(),
                                ByteSize::parse),
                        check.capture()),
                check.site(),
                check.onCrash());
    }

    private static CheckPlan plan(LeakCheck check, String where) {
        String annotation = "@LeakCheck on " + where;
        for (String tag : check.tags()) {
            if (!TestTag.isValid(tag)) {
                throw new InvalidCheckException(
                        annotation
                                + ": tags = \""
                                + tag
                                + "\" is no tag; write one word without , ( ) & | !");
            }
        }
        try {
            return new CheckPlan(
                    check.warmUp(),
                    check.rounds(),
                    check.requestsPerRound(),
                    check.concurrency(),
                    new LoadShape(check.rate(), check.connections()),
                    read(annotation, "timeCap", check.timeCap(), DurationText::parse),
                    read(annotation, "requestTimeout", check.requestTimeout(), DurationText::parse),
                    read(
                            annotation,
                            "allowedGrowth",
                            check.allowedGrowth(),
                            BytesPerRequest::parse),
                    optional(annotation, "detects", check.detects(), BytesPerRequest::parse));
        } catch (IllegalArgumentException e) {
            throw new InvalidCheckException(annotation + ": " + e.getMessage());
        }
    }

    private static dev.leakgate.check.RegionBudget budget(RegionBudget budget, String where) {
        String annotation = "@RegionBudget on " + where;
        ByteSize total = optional(annotation, "total", budget.total(), ByteSize::parse);
        BytesPerRequest growth =
                optional(annotation, "growth", budget.growth(), BytesPerRequest::parse);
        if (total == null && growth == null) {
            throw new InvalidCheckException(
                    annotation
                            + ": it limits nothing; set total, as in total = \"64 MiB\", or growth,"
                            + " as in growth = \"16 B\"");
        }
        return new dev.leakgate.check.RegionBudget(budget.region(), total, growth);
    }

    static <T> @Nullable T optional(
            String annotation, String attribute, String text, Function<String, T> parser) {
        return text.isBlank() ? null : read(annotation, attribute, text, parser);
    }

    private static <T> T read(
            String annotation, String attribute, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidCheckException(annotation + ": " + attribute + " = " + e.getMessage());
        }
    }
}
