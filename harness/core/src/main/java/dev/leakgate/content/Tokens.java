package dev.leakgate.content;

import java.util.ArrayList;
import java.util.List;

/** Cuts texts into words, numbers and single signs, and finds what several have in common. */
final class Tokens {

    /** Stands for a part that varies. */
    static final String VARIES = "…";

    private Tokens() {}

    static List<String> of(String text) {
        List<String> tokens = new ArrayList<>();
        int begin = 0;
        while (begin < text.length()) {
            int kind = kind(text.charAt(begin));
            int end = begin + 1;
            while (kind != 0 && end < text.length() && kind(text.charAt(end)) == kind) {
                end++;
            }
            tokens.add(text.substring(begin, end));
            begin = end;
        }
        return tokens;
    }

    private static int kind(char sign) {
        if (sign >= '0' && sign <= '9') {
            return 1;
        }
        boolean letter = (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
        return letter || sign == '_' ? 2 : 0;
    }

    /** Writes what texts share; a sign where they differ, however long that part is. */
    static String common(List<List<String>> texts) {
        List<String> first = texts.get(0);
        boolean sameLength = texts.stream().allMatch(each -> each.size() == first.size());
        if (sameLength) {
            StringBuilder common = new StringBuilder();
            for (int i = 0; i < first.size(); i++) {
                int at = i;
                boolean same = texts.stream().allMatch(each -> each.get(at).equals(first.get(at)));
                append(common, same ? first.get(i) : VARIES);
            }
            return common.toString();
        }
        int head = 0;
        int tail = 0;
        int shortest = texts.stream().mapToInt(List::size).min().orElse(0);
        while (head < shortest && sameAt(texts, head, false)) {
            head++;
        }
        while (tail < shortest - head && sameAt(texts, tail, true)) {
            tail++;
        }
        return String.join("", first.subList(0, head))
                + VARIES
                + String.join("", first.subList(first.size() - tail, first.size()));
    }

    private static boolean sameAt(List<List<String>> texts, int index, boolean fromEnd) {
        String wanted = at(texts.get(0), index, fromEnd);
        return texts.stream().allMatch(each -> at(each, index, fromEnd).equals(wanted));
    }

    private static String at(List<String> tokens, int index, boolean fromEnd) {
        return tokens.get(fromEnd ? tokens.size() - 1 - index : index);
    }

    /** Several parts that vary side by side are one. */
    private static void append(StringBuilder common, String token) {
        if (!token.equals(VARIES) || !common.toString().endsWith(VARIES)) {
            common.append(token);
        }
    }
}
