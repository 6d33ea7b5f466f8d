package dev.leakgate.load;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says how to find the number of requests that a load tool sent. */
sealed interface RequestCount {

    /** Finds it in the result; empty when it is not there. */
    OptionalLong read(String result, long asked);

    /** Returns where it was looked for, for a message. */
    String describe();

    /** As many as it was asked for. */
    record Fixed() implements RequestCount {

        @Override
        public OptionalLong read(String result, long asked) {
            return OptionalLong.of(asked);
        }

        @Override
        public String describe() {
            return "${requests}";
        }
    }

    /** The sum of the groups of all matches. */
    record ByRegex(Pattern pattern) implements RequestCount {

        @Override
        public OptionalLong read(String result, long asked) {
            return sum(pattern, result);
        }

        @Override
        public String describe() {
            return "\"" + pattern + "\"";
        }
    }

    /** The number at a place in a JSON document. */
    record ByJson(JsonPointer pointer) implements RequestCount {

        private static final JsonMapper JSON = new JsonMapper();

        static ByJson of(String pointer) {
            try {
                return new ByJson(JsonPointer.compile(pointer));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "\""
                                + pointer
                                + "\" is no JSON pointer; write it as \"/metrics/http_reqs/count\"",
                        e);
            }
        }

        @Override
        public OptionalLong read(String result, long asked) {
            try {
                JsonNode number = JSON.readTree(result).at(pointer);
                return number.isNumber() && number.canConvertToLong() && number.longValue() >= 0
                        ? OptionalLong.of(number.longValue())
                        : OptionalLong.empty();
            } catch (JsonProcessingException e) {
                return OptionalLong.empty();
            }
        }

        @Override
        public String describe() {
            return "the JSON pointer \"" + pointer + "\"";
        }
    }

    /** Adds up the groups of all matches; empty when there is none, or one is no number. */
    static OptionalLong sum(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        boolean found = false;
        long sum = 0;
        while (matcher.find()) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                String number = matcher.group(group);
                if (number != null) {
                    try {
                        sum = Math.addExact(sum, Long.parseLong(number.replace(",", "")));
                        found = true;
                    } catch (NumberFormatException | ArithmeticException e) {
                        return OptionalLong.empty();
                    }
                }
            }
        }
        return found ? OptionalLong.of(sum) : OptionalLong.empty();
    }
}
