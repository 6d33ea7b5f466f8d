package dev.leakgate.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the footprint over the requests as areas on each other, for pages whose scripts do not run.
 *
 * @param areas from the bottom up
 * @param across lines of the sizes
 * @param down marks of the requests
 */
record Curve(List<Area> areas, List<Mark> across, List<Mark> down) {

    static final int WIDTH = 640;
    static final int HEIGHT = 300;
    static final int LEFT = 72;
    static final int RIGHT = WIDTH - 24;
    static final int TOP = 12;
    static final int BOTTOM = HEIGHT - 44;

    /**
     * Draws one region.
     *
     * @param path outline, as SVG's {@code d}
     */
    record Area(String name, String colour, String path) {}

    /** Names a point of an axis. */
    record Mark(double at, String text) {}

    /** Draws two snapshots or more; no areas else. */
    static Curve of(Footprints footprints) {
        List<Long> requests = footprints.requests();
        int points = requests.size();
        if (points < 2) {
            return new Curve(List.of(), List.of(), List.of());
        }
        double[] stacked = new double[points];
        List<double[]> tops = new ArrayList<>();
        for (Footprints.Layer layer : footprints.layers()) {
            for (int i = 0; i < points; i++) {
                stacked[i] += layer.bytes().get(i);
            }
            tops.add(stacked.clone());
        }
        double largest = 1;
        for (double sum : stacked) {
            largest = Math.max(largest, sum);
        }
        Axis sizes = Axis.ofBytes(largest);
        double most = Math.max(1, requests.get(points - 1));
        List<Area> areas = new ArrayList<>();
        double[] floor = new double[points];
        for (int i = 0; i < tops.size(); i++) {
            Footprints.Layer layer = footprints.layers().get(i);
            areas.add(
                    new Area(
                            layer.name(),
                            layer.colour(),
                            outline(requests, most, floor, tops.get(i), sizes.top())));
            floor = tops.get(i);
        }
        List<Mark> across =
                sizes.steps().stream()
                        .map(size -> new Mark(y(size, sizes.top()), Show.bytes(Math.round(size))))
                        .toList();
        List<Mark> down =
                Axis.ofCounts(most).steps().stream()
                        .filter(count -> count <= most)
                        .map(count -> new Mark(x(count, most), Show.count(Math.round(count))))
                        .toList();
        return new Curve(areas, across, down);
    }

    private static String outline(
            List<Long> requests, double most, double[] floor, double[] top, double largest) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < requests.size(); i++) {
            point(path, i == 0 ? 'M' : 'L', x(requests.get(i), most), y(top[i], largest));
        }
        for (int i = requests.size() - 1; i >= 0; i--) {
            point(path, 'L', x(requests.get(i), most), y(floor[i], largest));
        }
        return path.append('Z').toString();
    }

    private static void point(StringBuilder path, char command, double x, double y) {
        path.append(String.format(Locale.ROOT, "%c%.1f %.1f", command, x, y));
    }

    private static double x(double requests, double most) {
        return LEFT + (RIGHT - LEFT) * requests / most;
    }

    private static double y(double bytes, double largest) {
        return BOTTOM - (BOTTOM - TOP) * bytes / largest;
    }
}
