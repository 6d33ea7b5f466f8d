package dev.leakgate.content;

import java.util.Locale;
import java.util.OptionalLong;

/**
 * Says what some objects have in common.
 *
 * @param text what they share, with {@code …} for each part that varies; can be printed as it is
 * @param count how many of the objects begin it in the same way; exact
 * @param meanSize mean size of these objects, in bytes
 * @param sample the text of one of them; can be printed as it is
 * @param pointer where in the objects the pointer to the text is; empty when they hold it
 *     themselves
 */
public record Template(
        String text, long count, double meanSize, String sample, OptionalLong pointer) {

    /** Prints {@code "GET /itop?channelid=…" in 4,500}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "\"%s\" in %,d", text, count);
    }
}
