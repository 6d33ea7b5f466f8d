package dev.leakgate.recording;

/** Makes levels comparable that were taken after rounds of different length. */
public final class EqualRounds {

    private EqualRounds() {}

    /**
     * Scales what grew in each round to a round of {@code perRound}. Levels of equal rounds stay as
     * they are, as does a round in which nothing was done.
     *
     * @param levels one before the first round, and one after each
     * @param done how far things had come at each level: requests, or milliseconds
     */
    public static long[] of(long[] levels, long[] done, long perRound) {
        long[] equal = levels.clone();
        for (int i = 1; i < equal.length; i++) {
            long length = done[i] - done[i - 1];
            long grown = levels[i] - levels[i - 1];
            boolean same = length == perRound || length <= 0;
            equal[i] =
                    equal[i - 1] + (same ? grown : Math.round((double) grown * perRound / length));
        }
        return equal;
    }
}
