package dev.leakgate.spec;

import dev.leakgate.check.CountBudget;
import dev.leakgate.check.RegionBudget;
import dev.leakgate.check.SpaceBudget;
import dev.leakgate.recording.Count;
import dev.leakgate.region.RegionKind;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.CountPerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads {@code budgets}: each limits regions, something that is counted, or stacks. */
final class BudgetReader {

    private static final Set<String> OF_SPACE =
            Set.of("perThread", "threads", "within", "headroom");

    private BudgetReader() {}

    /** Holds what was read. */
    record Budgets(List<RegionBudget> regions, List<CountBudget> counts, List<SpaceBudget> spaces) {

        static final Budgets NONE = new Budgets(List.of(), List.of(), List.of());

        Budgets {
            regions = List.copyOf(regions);
            counts = List.copyOf(counts);
            spaces = List.copyOf(spaces);
        }
    }

    static Budgets of(YamlValue budgets) {
        List<RegionBudget> regions = new ArrayList<>();
        List<CountBudget> counts = new ArrayList<>();
        List<SpaceBudget> spaces = new ArrayList<>();
        for (YamlValue budget : budgets.list()) {
            Set<String> keys = YamlMap.entries(budget).keySet();
            if (keys.contains("count")) {
                counts.add(ofCount(budget));
            } else if (!Collections.disjoint(keys, OF_SPACE)) {
                spaces.add(ofSpace(budget));
            } else {
                regions.add(ofRegion(budget));
            }
        }
        return new Budgets(regions, counts, spaces);
    }

    private static SpaceBudget ofSpace(YamlValue value) {
        YamlMap budget = value.map("perThread", "threads", "within", "headroom");
        Integer threads =
                budget.optional("threads")
                        .map(most -> most.integer(1, Integer.MAX_VALUE))
                        .orElse(null);
        ByteSize perThread = budget.parsed("perThread", ByteSize::parse);
        SpaceLimit within = budget.parsed("within", SpaceLimit::parse);
        ByteSize headroom = budget.parsed("headroom", ByteSize::parse);
        try {
            return new SpaceBudget(perThread, threads, within, headroom);
        } catch (IllegalArgumentException e) {
            throw value.error(String.valueOf(e.getMessage()));
        }
    }

    private static CountBudget ofCount(YamlValue value) {
        YamlMap budget = value.map("count", "max", "growth");
        Map<String, Count> known = new LinkedHashMap<>();
        for (Count count : Count.values()) {
            known.put(count.text(), count);
        }
        String name = budget.required("count", "count: threads").oneOf(known.keySet());
        Count count = Objects.requireNonNull(known.get(name));
        Long max =
                budget.optional("max")
                        .map(
                                most ->
                                        count == Count.RESERVED
                                                ? most.parsed(ByteSize::parse).bytes()
                                                : (long) most.integer(0, Integer.MAX_VALUE))
                        .orElse(null);
        CountPerRequest growth = budget.parsed("growth", CountPerRequest::parse);
        if (max == null && growth == null) {
            throw value.error(
                    "this budget limits nothing; set max, as in  max: 64, or growth, as in  growth:"
                            + " 0.01");
        }
        return new CountBudget(count, max, growth);
    }

    private static RegionBudget ofRegion(YamlValue value) {
        YamlMap budget = value.map("region", "total", "growth");
        Map<String, RegionKind> known = new LinkedHashMap<>();
        for (RegionKind kind : RegionKind.values()) {
            known.put(kind.text(), kind);
        }
        String region = budget.required("region", "region: heap").oneOf(known.keySet());
        ByteSize total = budget.parsed("total", ByteSize::parse);
        BytesPerRequest growth = budget.parsed("growth", BytesPerRequest::parse);
        if (total == null && growth == null) {
            throw value.error(
                    "this budget limits nothing; set total, as in  total: 64 MiB, or growth, as in"
                            + "  growth: 16 B");
        }
        return new RegionBudget(Objects.requireNonNull(known.get(region)), total, growth);
    }
}
