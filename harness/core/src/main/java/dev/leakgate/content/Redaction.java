package dev.leakgate.content;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Hides secrets in what memory holds, before it is shown: a template and a sample go into reports
 * that many people read. What stands in a core or a dump stays as it is.
 */
public final class Redaction {

    /** Stands in place of a secret. */
    static final String HIDDEN = "***";

    private static final List<Pattern> USUAL =
            List.of(
                    // HTTP: the scheme may stay, it tells what was sent.
                    Pattern.compile(
                            "(?i)((?:proxy-)?authorization:[ \\t]*(?:(?:basic|bearer|digest)[ \\t]+)?)[^\\r\\n]+"),
                    Pattern.compile("(?i)((?:set-)?cookie2?:[ \\t]*)[^\\r\\n]+"),
                    Pattern.compile("(?i)(x-api-key:[ \\t]*)[^\\r\\n]+"),
                    // Queries, forms, JSON and settings.
                    Pattern.compile(
                            "(?i)((?:pass(?:word|wd|phrase)?|pwd|secret|token|[a-z_-]*api[_-]?key|"
                                    + "[a-z]+_token|session(?:_?id)?)[\"']?[ \\t]*[=:][ \\t]*[\"']?)"
                                    + "[^&\\s\"',;}]+"),
                    // RESP: AUTH password, and AUTH user password.
                    Pattern.compile(
                            "(?i)(\\$4\\r\\nAUTH\\r\\n)(?:\\$[0-9]+\\r\\n[^\\r\\n]*(?:\\r\\n)?)+"));

    /** Hides what usually is secret: credentials of HTTP, passwords and tokens, RESP's AUTH. */
    public static final Redaction OF_REPORTS = new Redaction(USUAL);

    /** Hides nothing. */
    public static final Redaction NONE = new Redaction(List.of());

    private final List<Pattern> patterns;

    private Redaction(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /**
     * Hides what more patterns find too.
     *
     * @param regex its first group stays, what else it finds is hidden; without a group all is
     * @throws java.util.regex.PatternSyntaxException when it is no regular expression
     */
    public Redaction and(String regex) {
        List<Pattern> more = new ArrayList<>(patterns);
        more.add(Pattern.compile(regex));
        return new Redaction(List.copyOf(more));
    }

    /** Returns a text without its secrets. */
    public String of(String text) {
        String hidden = text;
        for (Pattern pattern : patterns) {
            hidden =
                    pattern.matcher(hidden)
                            .replaceAll(
                                    found ->
                                            (found.groupCount() == 0 ? "" : "$1")
                                                    + HIDDEN.replace("$", "\\$"));
        }
        return hidden;
    }
}
