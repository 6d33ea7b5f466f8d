package dev.leakgate.labelled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the page that shows the table up to date. */
final class Page {

    /** What comes behind it is replaced. */
    private static final String MARK = "<!-- printed by ./labelled.sh --write -->\n";

    private Page() {}

    /**
     * Replaces what the page has behind its mark.
     *
     * @throws IOException when there is no page, or no mark
     */
    static void write(Path page, String table) throws IOException {
        String text = Files.readString(page);
        int mark = text.indexOf(MARK);
        if (mark < 0) {
            throw new IOException(page + " has no line \"" + MARK.strip() + "\"");
        }
        Files.writeString(page, text.substring(0, mark) + MARK + "\n" + table);
    }
}
