package dev.leakgate.verdict;

import dev.leakgate.units.BytesPerRequest;
import java.util.OptionalLong;

/** Weighs one series by itself, before the correction for the others. */
final class Evidence {

    /* Rounds that a part of a run must have to be judged by itself. */
    private static final int FEWEST_JUDGED = 8;

    /* Longest teeth of a sawtooth, and longest pause of a leak that moves only now and then. */
    private static final int LARGEST_BLOCK = 4;

    /* Increments that a block size must leave to be tested: 2^-7 is under GrowthRules.SERIES_LEVEL. */
    private static final int FEWEST_TESTED = 7;

    /* Increments that a block size must leave to look at how growth is spread. */
    private static final int FEWEST_SPREAD = 4;

    /* Share of the blocks in which a leak must grow. */
    private static final double SPREAD = 0.75;

    /* Share of the estimate that the floor of the later half must have risen by. */
    private static final double LASTING = 0.5;

    /* A leak must be seen this much longer than the warm-up that was left out before it. */
    private static final int LEAST_AGAINST_CUT = 2;

    /* Rounds up to which a run is short; a longer one was looked at again and again. */
    private static final int SHORT = 10;

    /* Chance that a level which only creeps is taken for one that grows steadily, at one look. */
    private static final double CREEP_LEVEL = 0.01;
    private static final double CREEP_LEVEL_LATER = 0.003;

    /* Largest blocks whose growth is held against creep, and blocks that they must leave. */
    private static final int LARGEST_CREEP_BLOCK = 3;
    private static final int FEWEST_CREEP_BLOCKS = 6;

    /* Chance up to which a rise of all levels by chance is no reason to call them flat. */
    private static final double RISING = 0.2;

    /* Chance up to which falling increments are believed to die down, where that ends a run. */
    private static final double FALLING = 0.1;

    private final GrowthRules rules;
    private final GrowthSeries series;
    private final double allowedPerRound;
    private final long[] levels;
    private final Settling settling;
    private final double pValue;
    private final double attainable;
    private final HodgesLehmann perRound;
    private final boolean steady;

    Evidence(GrowthSeries series, GrowthRules rules) {
        this.series = series;
        this.rules = rules;
        this.allowedPerRound = rules.allowed().value() * series.requestsPerRound();
        this.levels = judged();
        this.settling = new Settling(levels, rules.floorPerRound().bytes());
        int block = spreadBlock();
        this.steady = block > 0 && beatsCreep();
        this.perRound = perRound(Math.max(1, block));
        double smallest = 1;
        double reach = 1;
        int sizes = 0;
        for (int size = 1; tested(size); size++) {
            sizes++;
            double[] over = Levels.increments(Levels.floors(levels, size), allowedPerRound * size);
            smallest = Math.min(smallest, SignedRank.pGreater(over));
            reach = Math.min(reach, Math.scalb(1.0, -moved(size)));
        }
        this.pValue = Math.min(1, smallest * sizes);
        this.attainable = Math.min(1, reach * sizes);
    }

    /**
     * Leaves out a warm-up: as many of the first rounds as it takes for the growth of the rest not
     * to die down. All rounds if that leaves too few.
     *
     * <p>This does not favour a leak. The trend looks at the order of the increments and the test
     * at their values, which are independent if the order is by chance; and if it is not, the
     * rounds that are left out are those that grew most.
     */
    private long[] judged() {
        for (int cut = 0; judgeable(cut); cut++) {
            long[] tail = series.tail(cut);
            if (!new Settling(tail, rules.floorPerRound().bytes()).dyingDown()) {
                return tail;
            }
        }
        return series.tail(0);
    }

    /** Says whether what is left is long enough, by itself and against what is left out. */
    private boolean judgeable(int cut) {
        int left = series.rounds() - cut;
        return left >= FEWEST_JUDGED && left >= LEAST_AGAINST_CUT * cut;
    }

    /**
     * Says whether growth holds up better than that of a level which creeps ever more slowly, as
     * the logarithm of the requests: a heap that fragments, a high-water mark. There round t adds
     * in proportion to 1/t, so that what it adds over 1/t has no trend; for a leak it rises.
     *
     * <p>Blocks of rounds are tried too, for noise in the levels themselves averages out in them.
     */
    private boolean beatsCreep() {
        double smallest = 1;
        int sizes = 0;
        for (int size = 1; size <= LARGEST_CREEP_BLOCK; size++) {
            double[] over = overCreep(size);
            if (size == 1 || over.length >= FEWEST_CREEP_BLOCKS) {
                sizes++;
                smallest = Math.min(smallest, Trend.pRising(over));
            }
        }
        return smallest * sizes <= (series.rounds() <= SHORT ? CREEP_LEVEL : CREEP_LEVEL_LATER);
    }

    /** Returns what each block added, over what a creeping level would add in proportion to. */
    private double[] overCreep(int size) {
        double[] over = Levels.increments(Levels.floors(levels, size), allowedPerRound * size);
        int round = series.rounds() - over.length * size;
        for (int i = 0; i < over.length; i++) {
            double creep = 0;
            for (int k = 0; k < size; k++) {
                round++;
                creep += 1.0 / round;
            }
            over[i] /= creep;
        }
        return over;
    }

    private boolean tested(int size) {
        return size <= LARGEST_BLOCK && (size == 1 || levels.length / size - 1 >= FEWEST_TESTED);
    }

    /** Counts the blocks that differ from the one before; the others cannot be evidence. */
    private int moved(int size) {
        int moved = 0;
        for (double increment : Levels.increments(Levels.floors(levels, size), 0)) {
            if (increment != 0 && increment != allowedPerRound * size) {
                moved++;
            }
        }
        return moved;
    }

    /** Returns the smallest block size at which most blocks grow and the growth lasts; else 0. */
    private int spreadBlock() {
        for (int size = 1; size <= LARGEST_BLOCK; size++) {
            double[] over = Levels.increments(Levels.floors(levels, size), allowedPerRound * size);
            if (over.length < FEWEST_SPREAD) {
                return 0;
            }
            int growing = 0;
            for (double increment : over) {
                growing += increment > 0 ? 1 : 0;
            }
            if (growing >= SPREAD * over.length && lasts(perRound(size).value())) {
                return size;
            }
        }
        return 0;
    }

    /**
     * Says whether the floor of the later half is as much higher as growth by itself would have it.
     */
    private boolean lasts(double perRound) {
        int half = levels.length / 2;
        long rise = Levels.lowest(levels, half, levels.length) - Levels.lowest(levels, 0, half);
        return rise >= LASTING * perRound * half;
    }

    private HodgesLehmann perRound(int size) {
        HodgesLehmann blocks = HodgesLehmann.of(Levels.increments(Levels.floors(levels, size), 0));
        return new HodgesLehmann(blocks.value() / size, blocks.low() / size, blocks.high() / size);
    }

    double pValue() {
        return pValue;
    }

    double attainable() {
        return attainable;
    }

    /** Says what the series does, when its p-value is small enough or not. */
    private GrowthOutcome outcome(boolean significant) {
        boolean overFloor = perRound.value() >= allowedPerRound + rules.floorPerRound().bytes();
        if (significant && overFloor && steady && !settling.dyingDown()) {
            return GrowthOutcome.GROWING;
        }
        return grewLately() || risesThroughout() ? GrowthOutcome.UNSETTLED : GrowthOutcome.FLAT;
    }

    /**
     * Says whether all levels together rise, more than by chance, than the floor, and than they
     * ever fell: too little to say that the series grows, and too much to say that it is flat. A
     * leak that is no larger than the noise of its levels looks like that.
     */
    private boolean risesThroughout() {
        long[] all = series.tail(0);
        double[] increments = Levels.increments(all, 0);
        double floor = rules.floorPerRound().bytes();
        boolean dying =
                new Settling(all, rules.floorPerRound().bytes()).dyingDown()
                        && Trend.pFalling(increments) <= FALLING;
        if (dying
                || HodgesLehmann.of(increments).value() < allowedPerRound + floor
                || all[all.length - 1] - all[0] <= Levels.deepestFall(all)) {
            return false;
        }
        double[] over = new double[all.length];
        for (int i = 0; i < over.length; i++) {
            over[i] = all[i] - allowedPerRound * i;
        }
        return Trend.pRising(over) <= RISING;
    }

    /**
     * Says whether the last third of the rounds (sixth, of what dies down) rose by more than the
     * floor, and by more than the series has fallen: what falls as far as it rises has only
     * wandered. A fall in the first quarter says nothing of that: memory of the start-up is given
     * back then.
     */
    private boolean grewLately() {
        int rounds = series.rounds();
        // What dies down is known to come to an end; a shorter look at its end is enough.
        boolean dying = new Settling(series.tail(0), rules.floorPerRound().bytes()).dyingDown();
        int share = dying ? 6 : 3;
        int lately = Math.min(rounds, Math.max(4, (rounds + share - 1) / share));
        double rise = series.level(rounds) - series.level(rounds - lately);
        return rise > (rules.floorPerRound().bytes() + allowedPerRound) * lately
                && rise > Levels.deepestFall(series.tail(rounds / 4));
    }

    /**
     * Sums up.
     *
     * @param significant whether the p-value holds against {@code level}
     * @param reach the level that growth of any size in this series would have to reach
     */
    SeriesGrowth growth(boolean significant, double level, double reach) {
        double requests = series.requestsPerRound();
        GrowthOutcome outcome = outcome(significant);
        double smallest =
                allowedPerRound
                        + Detectability.smallest(
                                Levels.increments(levels, 0),
                                HodgesLehmann.of(Levels.increments(levels, 0)).value(),
                                reach,
                                (double) rules.floorPerRound().bytes());
        OptionalLong settles = OptionalLong.empty();
        if (outcome == GrowthOutcome.UNSETTLED) {
            OptionalLong rounds =
                    new Settling(series.tail(0), rules.floorPerRound().bytes())
                            .roundsToGo(rules.floorPerRound().bytes());
            if (rounds.isPresent()) {
                settles = OptionalLong.of(rounds.getAsLong() * series.requestsPerRound());
            }
        }
        return new SeriesGrowth(
                series.name(),
                outcome,
                perRequest(perRound.value() / requests),
                perRequest(perRound.low() / requests),
                perRequest(perRound.high() / requests),
                pValue,
                level,
                levels.length - 1,
                perRequest(smallest / requests),
                settles);
    }

    private static BytesPerRequest perRequest(double value) {
        return BytesPerRequest.bytesPerRequest(value);
    }
}
