package dev.leakgate.spec;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${name}</code> by the system property of that name and <code>${env.NAME}</code> by
 * the variable of the environment. <code>${port}</code> stays: the launch picks the port.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^{}]*)}");
    private static final String PORT = "port";
    private static final String ENVIRONMENT = "env.";

    private Placeholders() {}

    static String replace(YamlValue value) {
        return PLACEHOLDER
                .matcher(value.text())
                .replaceAll(match -> Matcher.quoteReplacement(valueOf(match, value)));
    }

    private static String valueOf(MatchResult match, YamlValue value) {
        String name = match.group(1);
        if (name.equals(PORT)) {
            return match.group();
        }
        boolean variable = name.startsWith(ENVIRONMENT);
        @Nullable String found =
                variable
                        ? System.getenv(name.substring(ENVIRONMENT.length()))
                        : name.isEmpty() ? null : System.getProperty(name);
        if (found == null) {
            throw value.error(
                    match.group()
                            + " has no value: there is no "
                            + (variable ? "environment variable " : "system property ")
                            + (variable ? name.substring(ENVIRONMENT.length()) : name)
                            + (variable
                                    ? ""
                                    : "; set it, in Maven by <systemPropertyVariables> of Failsafe"));
        }
        return found;
    }
}
