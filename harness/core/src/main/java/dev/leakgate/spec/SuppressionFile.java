package dev.leakgate.spec;

import dev.leakgate.verdict.Suppression;
import dev.leakgate.verdict.Suppression.By;
import dev.leakgate.verdict.Suppressions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code leakgate-suppressions.yaml}; {@code docs/suppressions.md} says what is in one. */
public final class SuppressionFile {

    /** Name of the file that counts when a user names no other. */
    public static final String DEFAULT_NAME = "leakgate-suppressions.yaml";

    private static final String EXAMPLE =
            "suppressions: [{pattern: \"module */libssl*\", reason: …, owner: …, expires:"
                    + " 2027-01-31}]";

    private SuppressionFile() {}

    /**
     * Reads a file.
     *
     * @param name what messages call it
     * @param clock tells what has expired
     * @throws SpecException when the file cannot be read or anything in it is wrong
     */
    public static Suppressions read(Path path, String name, Clock clock) {
        YamlMap file =
                new YamlValue(name, "the file", YamlText.read(path, name)).map("suppressions");
        return Suppressions.on(
                LocalDate.now(clock), all(file.required("suppressions", EXAMPLE), null));
    }

    /**
     * Reads the suppressions of one check.
     *
     * @param check pattern of its names
     */
    static List<Suppression> ofCheck(YamlValue suppressions, String check) {
        return all(suppressions, check);
    }

    private static List<Suppression> all(YamlValue suppressions, @Nullable String check) {
        List<Suppression> all = new ArrayList<>();
        for (YamlValue element : suppressions.list()) {
            Suppression suppression = suppression(element.named("a suppression"), check);
            for (Suppression other : all) {
                if (other.by() == suppression.by()
                        && other.pattern().equals(suppression.pattern())
                        && String.valueOf(other.check())
                                .equals(String.valueOf(suppression.check()))) {
                    throw element.error(
                            "\""
                                    + suppression.pattern()
                                    + "\" is suppressed twice for the same checks; keep one");
                }
            }
            all.add(suppression);
        }
        return all;
    }

    private static Suppression suppression(YamlValue value, @Nullable String check) {
        List<String> keys = new ArrayList<>(By.keys());
        if (check == null) {
            keys.add("check");
        }
        keys.addAll(List.of("reason", "owner", "expires"));
        YamlMap entry = value.map(keys.toArray(String[]::new));
        By by = by(value, entry);
        return new Suppression(
                by,
                entry.required(by.key(), EXAMPLE).text(),
                entry.optional("check").map(YamlValue::text).orElse(check),
                entry.required("reason", "reason: libssl fills its tables at the first request")
                        .text(),
                entry.required("owner", "owner: team-gateway").text(),
                date(entry.required("expires", "expires: 2027-01-31")));
    }

    /** What is covered by two of them nobody could say for sure, so it names one. */
    private static By by(YamlValue value, YamlMap entry) {
        List<By> named =
                Arrays.stream(By.values())
                        .filter(each -> entry.optional(each.key()).isPresent())
                        .toList();
        if (named.size() != 1) {
            throw value.error(
                    "a suppression names one of "
                            + String.join(", ", By.keys())
                            + (named.isEmpty()
                                    ? "; add it, as in  pattern: \"module */libssl*\""
                                    : ", and this has "
                                            + String.join(
                                                    " and ", named.stream().map(By::key).toList())
                                            + "; write one for each"));
        }
        return named.get(0);
    }

    private static LocalDate date(YamlValue value) {
        try {
            return LocalDate.parse(value.text());
        } catch (DateTimeParseException e) {
            throw value.error(
                    "expires = \"" + value.text() + "\" is no date; write it as in 2027-01-31");
        }
    }
}
