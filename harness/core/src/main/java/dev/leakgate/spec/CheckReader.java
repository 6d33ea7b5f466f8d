package dev.leakgate.spec;

import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.CountBudget;
import dev.leakgate.check.RegionBudget;
import dev.leakgate.load.Connections;
import dev.leakgate.load.LoadShape;
import dev.leakgate.recording.Count;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.CountPerRequest;
import dev.leakgate.units.DurationText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one element of {@code checks}. */
final class CheckReader {

    private static final String LOAD_EXAMPLE = "load: {requests: [{path: /health}]}";
    private static final String SERVICE_EXAMPLE =
            "service: {command: [target/native/gateway, --port, \"${port}\"]}";
    private static final Pattern TAG = Pattern.compile("[^\\s,()&|!]+");
    private static final int LONGEST_NAME = 200;

    private final YamlMap check;
    private final Place place;

    CheckReader(YamlValue value) {
        place = value.place();
        check = value.map("name", "tags", "disabled", "service", "load", "rounds", "budgets");
    }

    /**
     * Reads the check.
     *
     * @param shared the file's own service; null when each check has one
     */
    LeakCheckSpec read(@Nullable YamlValue shared) {
        YamlValue service =
                check.optional("service")
                        .or(() -> Optional.ofNullable(shared))
                        .orElseGet(() -> check.required("service", SERVICE_EXAMPLE));
        YamlMap load =
                check.required("load", LOAD_EXAMPLE)
                        .map(
                                "kind",
                                "requests",
                                "concurrency",
                                "rate",
                                "connections",
                                "requestTimeout");
        load.optional("kind").ifPresent(kind -> kind.oneOf(List.of("http")));
        return new LeakCheckSpec(
                name(),
                place,
                tags(),
                check.optional("disabled").map(YamlValue::text).orElse(null),
                ServiceSpec.of(service),
                HttpMix.of(load.required("requests", "requests: [{path: /health}]")),
                plan(load),
                check.optional("budgets")
                        .map(all -> budgets(all, false, CheckReader::budget))
                        .orElse(List.of()),
                check.optional("budgets")
                        .map(all -> budgets(all, true, CheckReader::countBudget))
                        .orElse(List.of()));
    }

    private String name() {
        YamlValue value = check.required("name", "name: unknown channel");
        String name = value.text().strip();
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw value.error("name must be one line of at most " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private Set<String> tags() {
        return check.optional("tags").map(CheckReader::tags).orElse(Set.of());
    }

    private static Set<String> tags(YamlValue tags) {
        for (YamlValue tag : tags.list()) {
            if (!TAG.matcher(tag.text()).matches()) {
                throw tag.error(
                        "tags = \""
                                + tag.text()
                                + "\" is no tag; write one word without , ( ) & | !");
            }
        }
        return Set.copyOf(tags.texts());
    }

    private CheckPlan plan(YamlMap load) {
        YamlMap rounds =
                check.map(
                        "rounds",
                        "warmUp",
                        "rounds",
                        "requestsPerRound",
                        "allowedGrowth",
                        "timeCap",
                        "detects");
        try {
            return new CheckPlan(
                    rounds.integer("warmUp", 500),
                    rounds.integer("rounds", 8),
                    rounds.integer("requestsPerRound", 500),
                    load.integer("concurrency", 4),
                    new LoadShape(
                            load.optional("rate").map(YamlValue::number).orElse(0.0),
                            connections(load)),
                    rounds.parsed("timeCap", "5 min", DurationText::parse),
                    load.parsed("requestTimeout", "10 s", DurationText::parse),
                    rounds.parsed("allowedGrowth", "0 B", BytesPerRequest::parse),
                    rounds.parsed("detects", BytesPerRequest::parse));
        } catch (IllegalArgumentException e) {
            // The plan's messages begin with the key: its names and ours are the same.
            String message = String.valueOf(e.getMessage());
            String key = message.replaceFirst("[ :=].*", "");
            throw rounds.optional(key)
                    .or(() -> load.optional(key))
                    .map(YamlValue::place)
                    .orElse(place)
                    .error(message);
        }
    }

    private static Connections connections(YamlMap load) {
        Map<String, Connections> known = new LinkedHashMap<>();
        for (Connections each : Connections.values()) {
            known.put(each.text(), each);
        }
        return load.optional("connections")
                .map(value -> known.get(value.oneOf(known.keySet())))
                .orElse(Connections.KEEP_ALIVE);
    }

    /** Reads the budgets of regions, or those of counts: each is of one of both. */
    private static <T> List<T> budgets(
            YamlValue budgets, boolean ofCounts, Function<YamlValue, T> reader) {
        return budgets.list().stream()
                .filter(budget -> isOfCount(budget) == ofCounts)
                .map(reader)
                .toList();
    }

    private static boolean isOfCount(YamlValue budget) {
        return YamlMap.entries(budget).containsKey("count");
    }

    private static CountBudget countBudget(YamlValue value) {
        YamlMap budget = value.map("count", "max", "growth");
        Map<String, Count> known = new LinkedHashMap<>();
        for (Count count : Count.values()) {
            known.put(count.text(), count);
        }
        Count count =
                Objects.requireNonNull(
                        known.get(
                                budget.required("count", "count: threads").oneOf(known.keySet())));
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

    private static RegionBudget budget(YamlValue value) {
        YamlMap budget = value.map("region", "total", "growth");
        List<String> known = Arrays.stream(RegionKind.values()).map(RegionKind::text).toList();
        String region = budget.required("region", "region: heap").oneOf(known);
        ByteSize total = budget.parsed("total", ByteSize::parse);
        BytesPerRequest growth = budget.parsed("growth", BytesPerRequest::parse);
        if (total == null && growth == null) {
            throw value.error(
                    "this budget limits nothing; set total, as in  total: 64 MiB, or growth, as in"
                            + "  growth: 16 B");
        }
        return new RegionBudget(kind(region), total, growth);
    }

    private static RegionKind kind(String text) {
        return Arrays.stream(RegionKind.values())
                .filter(kind -> kind.text().equals(text))
                .findFirst()
                .orElseThrow();
    }
}
