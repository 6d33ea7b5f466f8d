package dev.leakgate.spec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads one value; what is not as it should be is an error at its place.
 *
 * @param file as the user knows it
 * @param what the key that the value has, for messages
 */
record YamlValue(String file, String what, Node node) {

    Place place() {
        return Place.of(file, node);
    }

    /** Returns the same value under a name of its own, for messages. */
    YamlValue named(String name) {
        return new YamlValue(file, name, node);
    }

    SpecException error(String message) {
        return place().error(message);
    }

    boolean isScalar() {
        return node instanceof ScalarNode;
    }

    /** Reads a mapping that has no keys but these. */
    YamlMap map(String... keys) {
        return YamlMap.of(this, List.of(keys));
    }

    /** Reads a list with one element or more. */
    List<YamlValue> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw error(what + " must be a list, each element after \"- \"");
        }
        if (sequence.getValue().isEmpty()) {
            throw error(what + " is an empty list; write one element or more, or leave it out");
        }
        List<YamlValue> values = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            values.add(new YamlValue(file, what, element));
        }
        return values;
    }

    /** Reads a list of texts. */
    List<String> texts() {
        return list().stream().map(YamlValue::text).toList();
    }

    /** Reads a text, or a number as it is written. */
    String text() {
        String text = anyText();
        if (text.isBlank()) {
            throw error(what + " has no value");
        }
        return text;
    }

    /** Reads a text that may be blank, such as a line break in quotes. */
    String anyText() {
        if (!(node instanceof ScalarNode scalar)) {
            throw error(what + " must be one value, not a list or a mapping");
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            throw error(what + " has no value");
        }
        return scalar.getValue();
    }

    /** Reads a whole number. */
    int integer() {
        String text = text();
        try {
            return Integer.parseInt(text.replace("_", ""));
        } catch (NumberFormatException e) {
            throw error(what + " = \"" + text + "\" must be a whole number, as in 500");
        }
    }

    /** Reads a number. */
    double number() {
        String text = text();
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw error(what + " = \"" + text + "\" must be a number, as in 200 or 0.5");
        }
    }

    /** Reads a whole number within a range. */
    int integer(int least, int most) {
        int number = integer();
        if (number < least || number > most) {
            throw error(
                    String.format("%s = %d must be from %,d to %,d", what, number, least, most));
        }
        return number;
    }

    /** Reads a text that a parser understands; what the parser says against it is the error. */
    <T> T parsed(Function<String, T> parser) {
        String text = text();
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw error(what + " = " + e.getMessage());
        }
    }

    /** Reads one of few words. */
    String oneOf(Collection<String> words) {
        String text = text();
        if (!words.contains(text)) {
            String meant =
                    Nearest.to(text, words)
                            .map(word -> "; did you mean \"" + word + "\"?")
                            .orElse(".");
            throw error(
                    what
                            + " = \""
                            + text
                            + "\" is unknown"
                            + meant
                            + " Write one of: "
                            + String.join(", ", words));
        }
        return text;
    }
}
