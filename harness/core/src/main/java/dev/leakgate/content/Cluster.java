package dev.leakgate.content;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts texts that begin alike together. */
final class Cluster {

    /* More kinds than these are one kind with a part that varies. */
    private static final int MOST = 4;

    private static final int MOST_TOKENS = 8;

    /* A first line shorter than this tells nothing alone: in RESP it is a count. */
    private static final int SHORTEST_LINE = 12;

    private static final int MOST_CHARACTERS = 120;

    private Cluster() {}

    /**
     * Groups texts by as many first tokens as leave few groups.
     *
     * @return the groups, the largest first; each has at least one text
     */
    static List<List<String>> of(List<String> texts) {
        List<List<String>> tokens = texts.stream().map(Cluster::head).map(Tokens::of).toList();
        int length = MOST_TOKENS;
        while (length > 1 && distinct(tokens, length) > MOST) {
            length--;
        }
        Map<List<String>, List<String>> groups = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            List<String> key = first(tokens.get(i), length);
            groups.computeIfAbsent(key, itself -> new ArrayList<>()).add(texts.get(i));
        }
        List<List<String>> sorted = new ArrayList<>(groups.values());
        sorted.sort((one, other) -> other.size() - one.size());
        return sorted.subList(0, Math.min(MOST, sorted.size()));
    }

    /**
     * Returns the part of a text that a reader knows it by: its first line, unless that is short.
     */
    static String head(String text) {
        String begin = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
        int line = begin.indexOf('\n');
        return line < SHORTEST_LINE ? begin : begin.substring(0, line).stripTrailing();
    }

    private static int distinct(List<List<String>> tokens, int length) {
        Set<List<String>> keys = new HashSet<>();
        tokens.forEach(each -> keys.add(first(each, length)));
        return keys.size();
    }

    private static List<String> first(List<String> tokens, int length) {
        return tokens.subList(0, Math.min(length, tokens.size()));
    }
}
