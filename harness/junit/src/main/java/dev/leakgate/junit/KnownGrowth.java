package dev.leakgate.junit;

import static org.junit.platform.commons.support.AnnotationSupport.findRepeatableAnnotations;

import dev.leakgate.verdict.Suppression;
import dev.leakgate.verdict.Suppression.By;
import dev.leakgate.verdict.Suppressions;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads what each {@link SuppressGrowth} of a method says. */
final class KnownGrowth {

    private KnownGrowth() {}

    /**
     * Reads them.
     *
     * @param where what messages call the method
     * @throws InvalidCheckException when one names nothing or too much, or its day is none
     */
    static Suppressions of(Class<?> testClass, Method method, String where) {
        List<Suppression> all = new ArrayList<>();
        for (SuppressGrowth each : findRepeatableAnnotations(method, SuppressGrowth.class)) {
            all.add(suppression(each, testClass.getName() + "#" + method.getName(), where));
        }
        return Suppressions.on(LocalDate.now(Clock.systemUTC()), all);
    }

    private static Suppression suppression(SuppressGrowth each, String check, String where) {
        String annotation = "@SuppressGrowth on " + where;
        Map<By, String> named = new EnumMap<>(By.class);
        named.put(By.GROWTH, each.pattern());
        named.put(By.TYPE, each.type());
        named.put(By.HOLDER, each.holder());
        named.put(By.MODULE, each.module());
        named.values().removeIf(String::isBlank);
        if (named.size() != 1) {
            throw new InvalidCheckException(
                    annotation
                            + ": it names one of "
                            + String.join(", ", By.keys())
                            + (named.isEmpty()
                                    ? "; set one, as in type = \"net::Session\""
                                    : ", and this has "
                                            + String.join(
                                                    " and ",
                                                    named.keySet().stream().map(By::key).toList())
                                            + "; write one for each"));
        }
        required(annotation, "reason", each.reason(), "the next release bounds them");
        required(annotation, "owner", each.owner(), "team-gateway");
        By by = named.keySet().iterator().next();
        return new Suppression(
                by,
                String.valueOf(named.get(by)),
                check,
                each.reason(),
                each.owner(),
                day(annotation, each.expires()));
    }

    private static void required(
            String annotation, String attribute, String value, String example) {
        if (value.isBlank()) {
            throw new InvalidCheckException(
                    annotation
                            + ": "
                            + attribute
                            + " is empty; write it, as in "
                            + attribute
                            + " = \""
                            + example
                            + "\"");
        }
    }

    private static LocalDate day(String annotation, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidCheckException(
                    annotation
                            + ": expires = \""
                            + text
                            + "\" is no date; write it as in"
                            + " 2027-01-31");
        }
    }
}
