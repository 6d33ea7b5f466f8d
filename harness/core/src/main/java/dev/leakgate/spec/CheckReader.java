package dev.leakgate.spec;

import dev.leakgate.check.CheckPlan;
import dev.leakgate.check.KeptMemory;
import dev.leakgate.check.OnCrash;
import dev.leakgate.check.OnLeak;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.load.ExternalLoad;
import dev.leakgate.site.SiteChoice;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.DurationText;
import dev.leakgate.verdict.Suppression;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one element of {@code checks}. */
final class CheckReader {

    private static final String LOAD_EXAMPLE = "load: {requests: [{path: /health}]}";
    private static final String SERVICE_EXAMPLE =
            "service: {command: [target/native/gateway, --port, \"${port}\"]}";
    private static final Pattern TAG = Pattern.compile("[^\\s,()&|!]+");
    private static final List<String> SITES =
            Arrays.stream(SiteChoice.values()).map(SiteChoice::name).toList();
    private static final List<String> KEPT =
            Arrays.stream(OnLeak.values()).map(OnLeak::name).toList();
    private static final List<String> WITNESSES =
            Arrays.stream(OnCrash.values()).map(OnCrash::name).toList();
    private static final List<String> CAPTURES =
            Arrays.stream(CaptureMode.values()).map(CaptureMode::name).toList();
    private static final int LONGEST_NAME = 200;

    private final YamlMap check;
    private final Place place;

    CheckReader(YamlValue value) {
        place = value.place();
        check =
                value.map(
                        "name",
                        "tags",
                        "disabled",
                        "service",
                        "load",
                        "rounds",
                        "budgets",
                        "suppressions",
                        "site",
                        "onLeak",
                        "onCrash",
                        "keepCore",
                        "capture");
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
        LoadSpec load = LoadSpec.of(check.required("load", LOAD_EXAMPLE));
        String name = name();
        return new LeakCheckSpec(
                name,
                place,
                tags(),
                check.optional("disabled").map(YamlValue::text).orElse(null),
                ServiceSpec.of(service),
                load,
                plan(load),
                check.optional("budgets").map(BudgetReader::of).orElse(BudgetReader.Budgets.NONE),
                suppressions(name),
                site(),
                kept(),
                onCrash());
    }

    private String name() {
        YamlValue value = check.required("name", "name: unknown channel");
        String name = value.text().strip();
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw value.error("name must be one line of at most " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private SiteChoice site() {
        return check.optional("site")
                .map(value -> SiteChoice.valueOf(value.oneOf(SITES)))
                .orElse(SiteChoice.AUTO);
    }

    private KeptMemory kept() {
        OnLeak onLeak =
                check.optional("onLeak")
                        .map(value -> OnLeak.valueOf(value.oneOf(KEPT)))
                        .orElse(KeptMemory.DEFAULT.onLeak());
        return new KeptMemory(
                onLeak,
                check.parsed("keepCore", KeptMemory.DEFAULT.keepCore().toString(), ByteSize::parse),
                check.optional("capture")
                        .map(value -> CaptureMode.valueOf(value.oneOf(CAPTURES)))
                        .orElse(KeptMemory.DEFAULT.capture()));
    }

    private OnCrash onCrash() {
        return check.optional("onCrash")
                .map(value -> OnCrash.valueOf(value.oneOf(WITNESSES)))
                .orElse(OnCrash.CORE);
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

    /** Reports call the check by its file or its carrier and its name. */
    private List<Suppression> suppressions(String name) {
        return check.optional("suppressions")
                .map(all -> SuppressionFile.ofCheck(all, "*: " + name))
                .orElse(List.of());
    }

    private CheckPlan plan(LoadSpec load) {
        YamlMap rounds =
                check.map(
                        "rounds",
                        "warmUp",
                        "rounds",
                        "requestsPerRound",
                        "allowedGrowth",
                        "timeCap",
                        "detects");
        load.optional("tool").ifPresent(tool -> refuseUnheard(tool, rounds));
        try {
            return new CheckPlan(
                    rounds.integer("warmUp", 500),
                    rounds.integer("rounds", 8),
                    rounds.integer("requestsPerRound", 500),
                    load.concurrency(),
                    load.shape(),
                    rounds.parsed("timeCap", "5 min", DurationText::parse),
                    load.requestTimeout(),
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

    /** Refuses numbers of requests that the tool's command has no place for. */
    private static void refuseUnheard(YamlValue tool, YamlMap rounds) {
        ExternalLoad load = ToolReader.of(tool, TextReader.AS_WRITTEN);
        if (load.needsRequests()) {
            return;
        }
        for (String key : List.of("requestsPerRound", "warmUp")) {
            rounds.optional(key)
                    .filter(value -> !value.text().equals("0"))
                    .ifPresent(
                            value -> {
                                throw value.error(
                                        load.tool()
                                                + " is not told how many requests to send, so "
                                                + key
                                                + " says nothing; leave it out, or put ${requests}"
                                                + " into its command");
                            });
        }
    }
}
