package dev.leakgate.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the values of a mapping by their keys; refuses keys that are unknown or come twice. */
final class YamlMap {

    private final YamlValue owner;
    private final Map<String, YamlValue> values;

    private YamlMap(YamlValue owner, Map<String, YamlValue> values) {
        this.owner = owner;
        this.values = values;
    }

    static YamlMap of(YamlValue owner, List<String> known) {
        Map<String, YamlValue> values = entries(owner);
        values.forEach((key, value) -> requireKnown(owner, key, value, known));
        return new YamlMap(owner, values);
    }

    /** Reads a mapping whose keys are the user's own, such as names of variables. */
    static Map<String, YamlValue> entries(YamlValue owner) {
        if (!(owner.node() instanceof MappingNode mapping)) {
            throw owner.error(owner.what() + " must be a mapping, lines of \"key: value\"");
        }
        Map<String, YamlValue> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Place place = Place.of(owner.file(), tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                throw place.error("a key must be one word");
            }
            String key = scalar.getValue();
            YamlValue value = new YamlValue(owner.file(), key, tuple.getValueNode());
            if (values.put(key, value) != null) {
                throw place.error(
                        "the key \""
                                + key
                                + "\" is there twice in "
                                + owner.what()
                                + "; keep one of them");
            }
        }
        return values;
    }

    private static void requireKnown(
            YamlValue owner, String key, YamlValue value, List<String> known) {
        if (!known.contains(key)) {
            String meant =
                    Nearest.to(key, known)
                            .map(word -> "; did you mean \"" + word + "\"?")
                            .orElse(".");
            throw keyPlace(owner, key, value)
                    .error(
                            "unknown key \""
                                    + key
                                    + "\" in "
                                    + owner.what()
                                    + meant
                                    + " Known are: "
                                    + String.join(", ", known));
        }
    }

    private static Place keyPlace(YamlValue owner, String key, YamlValue otherwise) {
        if (owner.node() instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key)) {
                    return Place.of(owner.file(), scalar);
                }
            }
        }
        return otherwise.place();
    }

    Place place() {
        return owner.place();
    }

    /** Returns the value of a key that must be there. */
    YamlValue required(String key, String example) {
        YamlValue value = values.get(key);
        if (value == null) {
            throw owner.error(owner.what() + " has no \"" + key + "\"; add it, as in  " + example);
        }
        return value;
    }

    /** Returns what is there, by its keys. */
    Map<String, YamlValue> values() {
        return values;
    }

    Optional<YamlValue> optional(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Reads a mapping that has no keys but these; an empty one when it is not there. */
    YamlMap map(String key, String... keys) {
        YamlValue value = values.get(key);
        return value == null ? new YamlMap(owner, Map.of()) : value.map(keys);
    }

    int integer(String key, int otherwise) {
        YamlValue value = values.get(key);
        return value == null ? otherwise : value.integer();
    }

    /** Reads a value, else a text that stands for it. */
    <T> T parsed(String key, String otherwise, Function<String, T> parser) {
        YamlValue value = values.get(key);
        return value == null ? parser.apply(otherwise) : value.parsed(parser);
    }

    <T> @Nullable T parsed(String key, Function<String, T> parser) {
        YamlValue value = values.get(key);
        return value == null ? null : value.parsed(parser);
    }
}
