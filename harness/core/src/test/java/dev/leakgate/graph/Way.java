package dev.leakgate.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says what is true of the chunks of one way in {@code reach.c}.
 *
 * @param name of the way
 * @param kind how they are held or leaked; of a chain one is direct, and all others hang below
 * @param chunks how many
 * @param size bytes of each as malloc counts them; no other way has it
 * @param asked bytes that malloc was asked for; no other way has it
 */
record Way(String name, String kind, int chunks, long size, long asked) {

    static List<Way> all(String said) {
        List<Way> ways = new ArrayList<>();
        for (String line : said.split(";", -1)) {
            if (!line.isEmpty()) {
                String[] words = line.split(" ", 5);
                ways.add(
                        new Way(
                                words[0],
                                words[1],
                                Integer.parseInt(words[2]),
                                Long.parseLong(words[3]),
                                Long.parseLong(words[4])));
            }
        }
        return ways;
    }

    /** Gives how many chunks are held in each way. */
    int[] expected() {
        int[] counts = new int[Reachability.values().length];
        if (kind.equals("chain")) {
            counts[Reachability.DIRECT.index()] = 1;
            counts[Reachability.INDIRECT.index()] = chunks - 1;
        } else {
            counts[Reachability.valueOf(kind.toUpperCase(Locale.ROOT)).index()] = chunks;
        }
        return counts;
    }
}
