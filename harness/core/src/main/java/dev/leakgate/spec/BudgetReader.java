package dev.leakgate.spec;

import dev.leakgate.check.CountBudget;
import dev.leakgate.check.RegionBudget;
import dev.leakgate.recording.Count;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.CountPerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads {@code budgets}: each limits regions, or something that is counted. */
final class BudgetReader {

    private BudgetReader() {}

    /** Holds what was read. */
    record Budgets(List<RegionBudget> regions, List<CountBudget> counts) {

        static final Budgets NONE = new Budgets(List.of(), List.of());

        Budgets {
            regions = List.copyOf(regions);
            counts = List.copyOf(counts);
        }
    }

    static Budgets of(YamlValue budgets) {
        List<RegionBudget> regions = new ArrayList<>();
        List<CountBudget> counts = new ArrayList<>();
        for (YamlValue budget : budgets.list()) {
            if (YamlMap.entries(budget).containsKey("count")) {
                counts.add(ofCount(budget));
            } else {
                regions.add(ofRegion(budget));
            }
        }
        return new Budgets(regions, counts);
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
