package dev.leakgate.verdict;

import java.util.List;
import java.util.Random;
import java.util.function.IntToLongFunction;

/** Makes series for tests. */
final class Shapes {

    static final long START = 64L << 20;
    static final int REQUESTS = 500;

    /** Bytes that redis-server had in private memory under SET of 100,000 random keys. */
    static final long[] REDIS_KB = {
        7068, 10252, 12364, 14448, 16004, 18284, 18952, 19792, 20520, 21088
    };

    private Shapes() {}

    /** Makes levels of what each round adds, rounds counted from 1. */
    static long[] levels(int rounds, IntToLongFunction added) {
        long[] levels = new long[rounds + 1];
        levels[0] = START;
        for (int round = 1; round <= rounds; round++) {
            levels[round] = levels[round - 1] + added.applyAsLong(round);
        }
        return levels;
    }

    static long[] redis(int rounds) {
        long[] levels = new long[rounds + 1];
        for (int i = 0; i <= rounds; i++) {
            levels[i] = 1024 * REDIS_KB[Math.min(i, REDIS_KB.length - 1)];
        }
        return levels;
    }

    static long[] walk(Random random, int rounds, double step) {
        return levels(rounds, round -> Math.round(random.nextGaussian() * step));
    }

    static SeriesGrowth judge(long[] levels) {
        return judge(levels, GrowthRules.DEFAULT);
    }

    static SeriesGrowth judge(long[] levels, GrowthRules rules) {
        return GrowthJudge.judge(List.of(new GrowthSeries("heap", levels, REQUESTS)), rules)
                .series()
                .get(0);
    }
}
