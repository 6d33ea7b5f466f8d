package dev.leakgate.spec;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${name}</code> by the system property of that name and <code>${env.NAME}</code> by
 * the variable of the environment. What a launch, a request or a load tool fills in stays.
 *
 * @param kept matches the names that stay
 */
record Placeholders(Pattern kept) implements TextReader {

    /** Leaves {@code ${port}} to the launch. */
    static final Placeholders OF_SERVICE = new Placeholders(Pattern.compile("port"));

    /** Leaves to each request what {@link RequestText} fills in. */
    static final Placeholders OF_REQUEST = new Placeholders(RequestText.NAMES);

    /** Leaves to each round what {@link dev.leakgate.load.ExternalLoad} fills in. */
    static final Placeholders OF_TOOL =
            new Placeholders(Pattern.compile("port|round|result|requests(/[1-9][0-9]{0,5})?"));

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^{}]*)}");
    private static final String ENVIRONMENT = "env.";

    @Override
    public String read(YamlValue value, String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(valueOf(match, value)));
    }

    private String valueOf(MatchResult match, YamlValue value) {
        String name = match.group(1);
        if (kept.matcher(name).matches()) {
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
                                    : "; set it, in Maven by <systemPropertyVariables> of Failsafe,"
                                            + " for leakgate check by -D"));
        }
        return found;
    }
}
