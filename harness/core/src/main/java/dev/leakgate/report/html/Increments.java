package dev.leakgate.report.html;

import dev.leakgate.report.GrowthInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Draws what each round added: a leak adds in every one, a warm-up in the first ones.
 *
 * @param what whose growth it is
 * @param bars a bar for each round
 * @param zero where nothing was added
 * @param across lines of the axis
 * @param interval the growth that was judged, from {@code low} down to {@code high}; null when it
 *     is that of something else
 */
record Increments(
        String what,
        List<Bar> bars,
        double zero,
        List<Curve.Mark> across,
        @Nullable Band interval) {

    /* Narrower ones cannot be told apart. */
    private static final int MOST_BARS = 500;

    static final int WIDTH = 640;
    static final int HEIGHT = 200;
    static final int LEFT = 92;
    static final int RIGHT = WIDTH - 12;
    static final int TOP = 12;
    static final int BOTTOM = HEIGHT - 34;

    /**
     * Draws one round.
     *
     * @param perRequest what it added, in bytes per request
     */
    record Bar(int round, double perRequest, double x, double y, double width, double height) {

        double middle() {
            return x + width / 2;
        }
    }

    /** Spans heights of the drawing. */
    record Band(double y, double height) {}

    /** Draws the region that grows fastest; empty when none grew or there were no rounds. */
    static Optional<Increments> of(RunDocument run) {
        List<RoundInfo> rounds = run.rounds();
        Optional<RegionInfo> fastest =
                run.regions().stream()
                        .filter(region -> value(region) > 0)
                        .max(Comparator.comparingDouble(Increments::value));
        if (fastest.isEmpty() || rounds.size() < 2) {
            return Optional.empty();
        }
        RegionInfo region = fastest.get();
        boolean live = region.live() != null && rounds.stream().allMatch(r -> r.live() != null);
        ToLongFunction<RoundInfo> level =
                round -> {
                    Long inUse = round.live();
                    return live && inUse != null
                            ? inUse
                            : round.regions().getOrDefault(region.label(), 0L);
                };
        long heaps = run.regions().stream().filter(each -> each.live() != null).count();
        String what =
                !live
                        ? "footprint of " + region.label()
                        : "bytes in use of " + (heaps == 1 ? region.label() : "all heaps");
        boolean judged = live ? heaps == 1 : region.live() == null;
        return Optional.of(draw(what, rounds, level, judged ? region.growthPerRequest() : null));
    }

    private static double value(RegionInfo region) {
        GrowthInfo growth = region.growthPerRequest();
        return growth == null ? 0 : growth.value();
    }

    private static Increments draw(
            String what,
            List<RoundInfo> rounds,
            ToLongFunction<RoundInfo> level,
            @Nullable GrowthInfo judged) {
        double[] added = new double[rounds.size() - 1];
        double most = 0;
        double least = 0;
        for (int i = 0; i < added.length; i++) {
            RoundInfo round = rounds.get(i + 1);
            long grown = level.applyAsLong(round) - level.applyAsLong(rounds.get(i));
            added[i] = grown / (double) Math.max(1, round.requests());
            most = Math.max(most, added[i]);
            least = Math.min(least, added[i]);
        }
        if (judged != null) {
            most = Math.max(most, judged.high());
            least = Math.min(least, judged.low());
        }
        Axis up = Axis.ofCounts(most);
        double top = up.top();
        double span = Math.max(1e-9, top - least);
        List<Bar> bars = new ArrayList<>();
        double pitch = (RIGHT - LEFT) / (double) added.length;
        int every = 1 + added.length / MOST_BARS;
        for (int i = 0; i < added.length; i += every) {
            double from = y(Math.max(0, added[i]), top, span);
            double to = y(Math.min(0, added[i]), top, span);
            bars.add(
                    new Bar(
                            rounds.get(i + 1).number(),
                            added[i],
                            LEFT + pitch * (i + 0.15),
                            from,
                            pitch * every * 0.7,
                            Math.max(0.5, to - from)));
        }
        List<Curve.Mark> across =
                up.steps().stream()
                        .map(step -> new Curve.Mark(y(step, top, span), Show.number(step) + " B"))
                        .toList();
        Band band =
                judged == null
                        ? null
                        : new Band(
                                y(judged.high(), top, span) - 1,
                                y(judged.low(), top, span) - y(judged.high(), top, span) + 2);
        return new Increments(what, bars, y(0, top, span), across, band);
    }

    private static double y(double value, double top, double span) {
        return TOP + (BOTTOM - TOP) * (top - value) / span;
    }
}
