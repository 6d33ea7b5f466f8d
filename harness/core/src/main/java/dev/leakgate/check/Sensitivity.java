package dev.leakgate.check;

import dev.leakgate.units.BytesPerRequest;
import java.util.Locale;
import java.util.Optional;

/** Says whether a run could have seen the leak that it was asked to see, and what it would take. */
final class Sensitivity {

    /* Noise differs from run to run; a run of just the size that this one suggests may fall short. */
    private static final double MARGIN = 1.25;

    /* The fewest rounds whose test can reach its level with any number of regions. */
    private static final int ROUNDS_FOR_ANY = 10;

    private Sensitivity() {}

    /** Returns in one line what the run lacks; nothing when it was sharp enough or nobody asked. */
    static Optional<String> lacking(SmallestLeak leak, CheckPlan plan) {
        BytesPerRequest wanted = plan.detects();
        BytesPerRequest smallest = leak.size();
        if (wanted == null || smallest.compareTo(wanted) <= 0) {
            return Optional.empty();
        }
        if (Double.isInfinite(smallest.value())) {
            return Optional.of(
                    String.format(
                            Locale.ROOT,
                            "this run had too few rounds to see any leak, detects asks for %s; raise"
                                    + " rounds to %d or more",
                            wanted,
                            ROUNDS_FOR_ANY));
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "the smallest leak that this run could see is %s, detects asks for %s; raise"
                                + " requestsPerRound from %,d to %,d",
                        smallest,
                        wanted,
                        leak.requestsPerRound(),
                        requestsFor(
                                wanted, smallest, plan.allowedGrowth(), leak.requestsPerRound())));
    }

    /** Says whether rounds of the same size could ever show it: their number lowers no floor. */
    static boolean moreRoundsHelp(SmallestLeak leak, CheckPlan plan) {
        BytesPerRequest wanted = plan.detects();
        return wanted != null
                && plan.allowedGrowth().value() + leak.floor().value() <= wanted.value();
    }

    /**
     * Returns the requests per round that would do. What hides a leak, pages and wandering, comes
     * by the round, so that twice the requests show half the leak.
     */
    static long requestsFor(
            BytesPerRequest wanted,
            BytesPerRequest smallest,
            BytesPerRequest allowed,
            int requestsPerRound) {
        double times =
                (smallest.value() - allowed.value()) / (wanted.value() - allowed.value()) * MARGIN;
        return roundedUp(requestsPerRound * times);
    }

    /** Rounds up to two digits: more of them would promise what an estimate cannot hold. */
    private static long roundedUp(double requests) {
        double unit = Math.max(1, Math.pow(10, Math.floor(Math.log10(requests)) - 1));
        return (long) (Math.ceil(requests / unit) * unit);
    }
}
