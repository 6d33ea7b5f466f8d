package dev.leakgate.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Draws one figure of each build, and the line of what was accepted.
 *
 * @param path from build to build, as SVG's {@code d}
 * @param builds a point for each
 * @param across lines of the sizes
 * @param accepted where the baseline's line stands; null without one
 */
public record HistoryChart(
        String path, List<Point> builds, List<Tick> across, @Nullable Double accepted) {

    /** Width of the drawing, in its own units. */
    public static final int WIDTH = 480;

    /** Height of the drawing. */
    public static final int HEIGHT = 150;

    /** Where the first build stands. */
    public static final int LEFT = 76;

    /** Where this build stands. */
    public static final int RIGHT = WIDTH - 20;

    private static final int TOP = 12;
    private static final int BOTTOM = HEIGHT - 14;

    /** Places a build. */
    public record Point(double x, double y) {}

    /** Names a point of the axis. */
    public record Tick(double at, String text) {}

    /**
     * Draws figures in bytes, the oldest first; one below 0 stands at 0.
     *
     * @param limit what was accepted; null when nothing was
     */
    static HistoryChart of(List<Double> levels, @Nullable Double limit) {
        double largest = limit == null ? 1 : Math.max(1, limit);
        for (double level : levels) {
            largest = Math.max(largest, level);
        }
        Axis sizes = Axis.ofBytes(largest);
        List<Point> builds = new ArrayList<>();
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < levels.size(); i++) {
            double x = LEFT + (double) (RIGHT - LEFT) * i / Math.max(1, levels.size() - 1);
            Point build = new Point(rounded(x), rounded(y(levels.get(i), sizes)));
            builds.add(build);
            path.append(
                    String.format(
                            Locale.ROOT, "%c%.1f %.1f", i == 0 ? 'M' : 'L', build.x, build.y));
        }
        return new HistoryChart(
                path.toString(),
                builds,
                sizes.steps().stream()
                        .map(size -> new Tick(y(size, sizes), Show.bytes(Math.round(size))))
                        .toList(),
                limit == null ? null : y(limit, sizes));
    }

    private static double y(double bytes, Axis sizes) {
        return BOTTOM - (BOTTOM - TOP) * Math.max(0, bytes) / sizes.top();
    }

    private static double rounded(double coordinate) {
        return Math.rint(10 * coordinate) / 10;
    }
}
