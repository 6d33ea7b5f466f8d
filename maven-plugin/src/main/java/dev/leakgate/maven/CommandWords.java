package dev.leakgate.maven;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words. Blanks part them, quotes of either kind keep them in one; there
 * is no shell, so nothing else has a meaning. (Maven gives each plugin the plexus-utils of 2005,
 * whose own splitting is not there.)
 */
final class CommandWords {

    private CommandWords() {}

    /**
     * Splits a text.
     *
     * @throws IllegalArgumentException when a quote is not closed
     */
    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0 ? c == quote : c == '"' || c == '\'') {
                quote = quote == 0 ? c : 0;
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote (" + quote + ") is not closed: " + text);
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
