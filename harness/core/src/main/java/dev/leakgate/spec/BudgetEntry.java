package dev.leakgate.spec;

import dev.leakgate.check.SpaceBudget;
import dev.leakgate.recording.Count;
import dev.leakgate.region.RegionKind;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.units.ByteSize;
import dev.leakgate.verdict.budget.Budget;
import dev.leakgate.verdict.budget.BudgetResult.Unit;
import dev.leakgate.verdict.budget.Increase;
import dev.leakgate.verdict.budget.Metric;
import dev.leakgate.verdict.budget.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one budget from its keys and values, however they were written. */
final class BudgetEntry {

    /** Makes the exception for what is wrong with the value of a key, or with all for null. */
    interface Fault {
        SpecException at(@Nullable String key, String message);
    }

    private static final Set<String> OF_SPACE =
            Set.of("perThread", "threads", "within", "headroom");

    private static final List<String> OTHERS =
            List.of(
                    "service",
                    "test",
                    "region",
                    "threadGroup",
                    "count",
                    "metric",
                    "max",
                    "warn",
                    "maxIncrease",
                    "perThread",
                    "threads",
                    "within",
                    "headroom");

    private final Map<String, String> fields;
    private final Fault fault;

    private BudgetEntry(Map<String, String> fields, Fault fault) {
        this.fields = fields;
        this.fault = fault;
    }

    /**
     * Reads it.
     *
     * @param source where it is written
     * @throws SpecException when anything is wrong
     */
    static BudgetSet read(Map<String, String> fields, String source, Fault fault) {
        BudgetEntry entry = new BudgetEntry(fields, fault);
        entry.requireKnownKeys();
        try {
            return Collections.disjoint(fields.keySet(), OF_SPACE)
                    ? new BudgetSet(List.of(entry.budget(source)), List.of())
                    : new BudgetSet(List.of(), List.of(entry.ofSpace(source)));
        } catch (IllegalArgumentException wrong) {
            throw fault.at(null, String.valueOf(wrong.getMessage()));
        }
    }

    /** Returns all keys that there are. */
    static List<String> keys() {
        List<String> known = new ArrayList<>(OTHERS);
        known.addAll(shorthands().keySet());
        return known;
    }

    private void requireKnownKeys() {
        List<String> known = keys();
        fields.forEach(
                (key, value) -> {
                    if (!known.contains(key)) {
                        String meant =
                                Nearest.to(key, known)
                                        .map(word -> "; did you mean \"" + word + "\"?")
                                        .orElse(".");
                        throw fault.at(
                                key,
                                "unknown key \""
                                        + key
                                        + "\""
                                        + meant
                                        + " Known are: "
                                        + String.join(", ", known));
                    }
                    if (value == null || value.isBlank()) {
                        throw fault.at(key, key + " has no value");
                    }
                });
    }

    /** A metric's own key is short for metric and max; threads are those that must fit. */
    private static Map<String, Metric> shorthands() {
        Map<String, Metric> shorthands = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            if (!OF_SPACE.contains(metric.key())) {
                shorthands.put(metric.key(), metric);
            }
        }
        return shorthands;
    }

    private BudgetSet.OfSpace ofSpace(String source) {
        for (String key : fields.keySet()) {
            if (!OF_SPACE.contains(key) && !key.equals("service") && !key.equals("test")) {
                throw fault.at(
                        key,
                        key
                                + " does not go with perThread, threads, within and headroom, which"
                                + " limit stacks and address space; for the number of threads write"
                                + " metric: threads and max");
            }
        }
        Integer threads = parsed("threads", text -> (int) Unit.COUNT.parse(text));
        return new BudgetSet.OfSpace(
                new Selection(fields.get("service"), fields.get("test"), null, null, null),
                new SpaceBudget(
                        parsed("perThread", ByteSize::parse),
                        threads,
                        parsed("within", SpaceLimit::parse),
                        parsed("headroom", ByteSize::parse)),
                source);
    }

    private Budget budget(String source) {
        Map<String, RegionKind> regions = new LinkedHashMap<>();
        for (RegionKind kind : RegionKind.values()) {
            regions.put(kind.text(), kind);
        }
        Map<String, Count> counts = new LinkedHashMap<>();
        for (Count count : Count.values()) {
            counts.put(count.text(), count);
        }
        Selection selection =
                new Selection(
                        fields.get("service"),
                        fields.get("test"),
                        oneOf("region", regions),
                        fields.get("threadGroup"),
                        oneOf("count", counts));
        Metric metric = metric();
        String max = fields.getOrDefault(metric.key(), fields.get("max"));
        if (fields.containsKey(metric.key()) && fields.containsKey("max")) {
            throw fault.at(
                    "max",
                    "it contradicts itself: "
                            + metric.key()
                            + " is its max already; leave one of them out");
        }
        Unit unit = Budget.unit(metric, selection);
        String maxKey = fields.containsKey("max") ? "max" : metric.key();
        return new Budget(
                selection,
                metric,
                max == null ? null : parsed(maxKey, unit::parse),
                parsed("warn", unit::parse),
                parsed("maxIncrease", text -> Increase.parse(text, unit)),
                source);
    }

    private Metric metric() {
        Map<String, Metric> shorthands = shorthands();
        List<String> named = fields.keySet().stream().filter(shorthands::containsKey).toList();
        Map<String, Metric> all = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            all.put(metric.key(), metric);
        }
        Metric metric = oneOf("metric", all);
        if (metric != null && !named.isEmpty()) {
            throw fault.at(
                    named.get(0),
                    "it names two metrics, "
                            + metric.key()
                            + " and "
                            + named.get(0)
                            + "; make two budgets of it");
        }
        if (named.size() > 1) {
            throw fault.at(
                    named.get(1),
                    "it names two metrics, "
                            + String.join(" and ", named)
                            + "; make two budgets of it");
        }
        if (metric == null && named.isEmpty()) {
            throw fault.at(
                    null,
                    "it names no metric; write metric: and one of "
                            + String.join(", ", all.keySet()));
        }
        return metric != null ? metric : shorthands.getOrDefault(named.get(0), Metric.PEAK);
    }

    private <T> @Nullable T oneOf(String key, Map<String, T> words) {
        String text = fields.get(key);
        if (text == null) {
            return null;
        }
        T value = words.get(text.strip());
        if (value == null) {
            String meant =
                    Nearest.to(text, words.keySet())
                            .map(word -> "; did you mean \"" + word + "\"?")
                            .orElse(".");
            throw fault.at(
                    key,
                    key
                            + " = \""
                            + text
                            + "\" is unknown"
                            + meant
                            + " Write one of: "
                            + String.join(", ", words.keySet()));
        }
        return value;
    }

    private <T> @Nullable T parsed(String key, Function<String, T> parser) {
        String text = fields.get(key);
        try {
            return text == null ? null : parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw fault.at(key, key + " = " + e.getMessage());
        }
    }
}
