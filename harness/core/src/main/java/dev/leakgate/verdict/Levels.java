package dev.leakgate.verdict;

/** Arithmetic on levels, the first of them before round 1. */
final class Levels {

    private Levels() {}

    /** Returns what each round added, less {@code allowed}. */
    static double[] increments(long[] levels, double allowed) {
        double[] increments = new double[levels.length - 1];
        for (int i = 0; i < increments.length; i++) {
            increments[i] = levels[i + 1] - levels[i] - allowed;
        }
        return increments;
    }

    /**
     * Returns the lowest level of each {@code size} levels, so that a sawtooth whose teeth are no
     * longer shows its floor. Levels that fill no block are left out at the start.
     */
    static long[] floors(long[] levels, int size) {
        long[] floors = new long[levels.length / size];
        int at = levels.length - floors.length * size;
        for (int block = 0; block < floors.length; block++) {
            long lowest = levels[at];
            for (int i = 0; i < size; i++) {
                lowest = Math.min(lowest, levels[at++]);
            }
            floors[block] = lowest;
        }
        return floors;
    }

    /** Returns for each moment the lowest level from then on: what was never given back. */
    static long[] kept(long[] levels) {
        long[] kept = levels.clone();
        for (int i = kept.length - 2; i >= 0; i--) {
            kept[i] = Math.min(kept[i], kept[i + 1]);
        }
        return kept;
    }

    /**
     * Returns the lowest of the levels from {@code begin} up to, but not including, {@code end}.
     */
    static long lowest(long[] levels, int begin, int end) {
        long lowest = levels[begin];
        for (int i = begin; i < end; i++) {
            lowest = Math.min(lowest, levels[i]);
        }
        return lowest;
    }

    /** Returns the deepest fall from any level to any later one; 0 when none falls. */
    static long deepestFall(long[] levels) {
        long highest = levels[0];
        long deepest = 0;
        for (long level : levels) {
            highest = Math.max(highest, level);
            deepest = Math.max(deepest, highest - level);
        }
        return deepest;
    }
}
