package dev.leakgate.spec;

import dev.leakgate.load.Connections;
import dev.leakgate.load.LoadShape;
import dev.leakgate.units.DurationText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code load}: requests that the built-in driver sends, or a tool that sends its own. */
final class LoadSpec {

    private static final String EXAMPLE = "requests: [{path: /health}]";
    private static final List<String> OF_REQUESTS =
            List.of("requests", "unix", "concurrency", "rate", "connections", "requestTimeout");

    private final YamlMap load;

    private LoadSpec(YamlMap load) {
        this.load = load;
    }

    /** Reads all and says what is wrong, save for placeholders: only a run knows their values. */
    static LoadSpec of(YamlValue value) {
        LoadSpec spec =
                new LoadSpec(
                        value.map(
                                "requests",
                                "tool",
                                "unix",
                                "concurrency",
                                "rate",
                                "connections",
                                "requestTimeout"));
        spec.load.optional("tool").ifPresent(tool -> spec.refuseBesideTool());
        SpecLoad unused = spec.build(TextReader.AS_WRITTEN, TextReader.AS_WRITTEN);
        return spec;
    }

    private void refuseBesideTool() {
        for (String key : OF_REQUESTS) {
            load.optional(key)
                    .ifPresent(
                            value -> {
                                throw value.error(
                                        key
                                                + " is for requests that Leakgate sends, and a tool is"
                                                + " there; say it in the tool's own arguments");
                            });
        }
    }

    /**
     * Returns the load with placeholders replaced.
     *
     * @throws SpecException when a placeholder has no value
     */
    SpecLoad resolve() {
        return build(Placeholders.OF_REQUEST, Placeholders.OF_TOOL);
    }

    private SpecLoad build(TextReader ofRequests, TextReader ofTools) {
        YamlValue tool = load.optional("tool").orElse(null);
        if (tool != null) {
            return new SpecLoad.Tool(ToolReader.of(tool, ofTools));
        }
        return new SpecLoad.Requests(
                RequestMix.of(
                        load.required("requests", EXAMPLE),
                        load.optional("unix").orElse(null),
                        ofRequests));
    }

    Optional<YamlValue> optional(String key) {
        return load.optional(key);
    }

    int concurrency() {
        return load.integer("concurrency", 4);
    }

    Duration requestTimeout() {
        return load.parsed("requestTimeout", "10 s", DurationText::parse);
    }

    LoadShape shape() {
        return new LoadShape(
                load.optional("rate").map(YamlValue::number).orElse(0.0), connections());
    }

    private Connections connections() {
        Map<String, Connections> known = new LinkedHashMap<>();
        for (Connections each : Connections.values()) {
            known.put(each.text(), each);
        }
        return load.optional("connections")
                .map(value -> known.get(value.oneOf(known.keySet())))
                .orElse(Connections.KEEP_ALIVE);
    }
}
