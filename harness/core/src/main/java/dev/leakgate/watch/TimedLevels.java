package dev.leakgate.watch;

import dev.leakgate.recording.EqualRounds;
import dev.leakgate.verdict.GrowthSeries;
import java.util.Arrays;

/** Knows when looks were taken, so that levels can be judged as if after rounds of equal length. */
final class TimedLevels {

    private long[] done = {};

    /** Takes note of a look: at how many milliseconds, or after how many requests. */
    void add(long at) {
        done = Arrays.copyOf(done, done.length + 1);
        done[done.length - 1] = at;
    }

    int size() {
        return done.length;
    }

    long at(int look) {
        return done[look];
    }

    long first() {
        return done.length == 0 ? 0 : done[0];
    }

    long last() {
        return done.length == 0 ? 0 : done[done.length - 1];
    }

    void forgetFirst() {
        done = Arrays.copyOfRange(done, 1, done.length);
    }

    /** Makes a series of the last looks, one for each level. */
    GrowthSeries series(String name, long[] levels) {
        long[] when = Arrays.copyOfRange(done, done.length - levels.length, done.length);
        long mean = Math.max(1, (when[when.length - 1] - when[0]) / Math.max(1, when.length - 1));
        return new GrowthSeries(name, EqualRounds.of(levels, when, mean), mean);
    }
}
