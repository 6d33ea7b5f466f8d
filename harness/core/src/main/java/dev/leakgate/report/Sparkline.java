package dev.leakgate.report;

import java.util.List;

/** Draws a few figures within a line of text: {@code ▁▂▃▄▅▆▇█}. */
public final class Sparkline {

    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final int WIDEST = 60;

    private Sparkline() {}

    /** Draws a bar for each, between the least and the most of them; of many every n-th. */
    public static String of(List<Long> levels) {
        if (levels.isEmpty()) {
            return "";
        }
        int step = (levels.size() + WIDEST - 1) / WIDEST;
        long least = Long.MAX_VALUE;
        long most = Long.MIN_VALUE;
        for (long level : levels) {
            least = Math.min(least, level);
            most = Math.max(most, level);
        }
        double span = Math.max(1, (double) most - least);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < levels.size(); i += step) {
            double share = ((double) levels.get(i) - least) / span;
            line.append(BARS.charAt((int) Math.round(share * (BARS.length() - 1))));
        }
        return line.toString();
    }
}
