package dev.leakgate.verdict;

import java.util.OptionalLong;

/**
 * Tells growth that is dying down, as a cache fills or a pool reaches its bound, from growth that
 * lasts.
 *
 * <p>Compared is what the earlier and the later half of the rounds added to the memory that was
 * never given back; q is the later over the earlier. The further q is below 1, the less it takes of
 * a falling order of the increments ({@link Trend}) to believe that it is no chance.
 */
final class Settling {

    /* q below which, and p up to which, growth dies down. A steady leak under no noise has q = 1;
     * under noise it meets the middle line now and then, and is then only judged later. */
    private static final double[][] DYING = {{0.5, 1}, {0.85, 0.2}, {0.95, 0.01}};

    /* An extrapolation further than this many runs is no advice. */
    private static final int FURTHEST = 100;

    private final long earlier;
    private final long later;
    private final int half;
    private final boolean dyingDown;

    /**
     * Compares the halves.
     *
     * @param floorPerRound growth per round that is none
     */
    Settling(long[] levels, long floorPerRound) {
        int rounds = levels.length - 1;
        long[] kept = Levels.kept(levels);
        half = rounds / 2;
        earlier = kept[half] - kept[0];
        later = kept[rounds] - kept[rounds - half];
        dyingDown = earlier > floorPerRound * half / 2 && slower(levels);
    }

    private boolean slower(long[] levels) {
        double q = (double) later / earlier;
        if (q >= DYING[DYING.length - 1][0]) {
            return false;
        }
        double p = Trend.pFalling(Levels.increments(levels, 0));
        for (double[] line : DYING) {
            if (q < line[0] && p <= line[1]) {
                return true;
            }
        }
        return false;
    }

    boolean dyingDown() {
        return dyingDown;
    }

    /**
     * Returns after how many more rounds the growth per round would be under the floor if it keeps
     * shrinking by the factor q with each half of a run; empty when it does not shrink, or not
     * soon.
     */
    OptionalLong roundsToGo(long floorPerRound) {
        if (!dyingDown || later >= earlier) {
            return OptionalLong.empty();
        }
        double bound = (double) floorPerRound * half;
        if (later <= bound) {
            return OptionalLong.of(half);
        }
        double halves = Math.log(bound / later) / Math.log((double) later / earlier);
        return halves > 2 * FURTHEST
                ? OptionalLong.empty()
                : OptionalLong.of((long) Math.ceil(halves * half));
    }
}
