package dev.leakgate.spec;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a mistyped one most likely was. */
final class Nearest {

    private Nearest() {}

    /** Returns the nearest word, when it is near enough to be meant. */
    static Optional<String> to(String word, Collection<String> known) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(plain(word), plain(candidate));
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        int near = Math.max(1, Math.min(3, word.length() / 3));
        return least <= near ? Optional.ofNullable(best) : Optional.empty();
    }

    /**
     * Other habits of writing are no distance: {@code warm_up}, {@code warm-up}, {@code WarmUp}.
     */
    private static String plain(String word) {
        String cut = word.length() <= 64 ? word : word.substring(0, 64);
        return cut.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Counts insertions, deletions and substitutions (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
