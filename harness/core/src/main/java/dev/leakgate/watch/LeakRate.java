package dev.leakgate.watch;

import dev.leakgate.verdict.SeriesGrowth;
import org.jspecify.annotations.Nullable;

/**
 * Says how fast something grows, with the interval of 95 %.
 *
 * @param value bytes (of counts: how many) per second or per request
 * @param low lower end
 * @param high upper end
 */
public record LeakRate(double value, double low, double high) {

    private static final double MILLIS = 1000;

    /** Turns a growth per millisecond; null when there is none. */
    static @Nullable LeakRate perSecond(@Nullable SeriesGrowth growth) {
        return growth == null ? null : of(growth, MILLIS);
    }

    static LeakRate of(SeriesGrowth growth, double factor) {
        return new LeakRate(
                growth.growth().value() * factor,
                growth.low().value() * factor,
                growth.high().value() * factor);
    }
}
