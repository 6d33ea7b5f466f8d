package dev.leakgate.report.html;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides a range that begins at 0 into round steps.
 *
 * @param top the end of the axis, at or above the largest value
 * @param steps where its lines stand
 */
record Axis(double top, List<Double> steps) {

    private static final int LINES = 5;

    /** Divides by 1, 2 or 5 times a power of ten. */
    static Axis ofCounts(double largest) {
        double unit = Math.pow(10, Math.floor(Math.log10(Math.max(1, largest / LINES))));
        return of(largest, unit, new double[] {1, 2, 5, 10});
    }

    /** Divides by a power of two, so that sizes come out round. */
    static Axis ofBytes(double largest) {
        double unit = Math.pow(2, Math.floor(Math.log(Math.max(1, largest / LINES)) / Math.log(2)));
        return of(largest, unit, new double[] {1, 2, 4});
    }

    private static Axis of(double largest, double unit, double[] multiples) {
        double step = unit;
        for (double multiple : multiples) {
            step = unit * multiple;
            if (step * LINES >= largest) {
                break;
            }
        }
        List<Double> steps = new ArrayList<>();
        for (double at = 0; at < largest + step && steps.size() <= 2 * LINES; at += step) {
            steps.add(at);
        }
        return new Axis(steps.get(steps.size() - 1), steps);
    }
}
