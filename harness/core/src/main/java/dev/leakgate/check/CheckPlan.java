package dev.leakgate.check;

import dev.leakgate.load.LoadShape;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.GrowthJudge;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says how a check loads the service and when it gives up.
 *
 * @param warmUp requests before the first snapshot; 0 or more
 * @param rounds measured rounds; 5 to 200, since fewer cannot tell a leak from chance
 * @param requestsPerRound requests of each round; 1 or more
 * @param concurrency threads that send requests; 1 to 1,000
 * @param shape when requests are sent, and over what
 * @param timeCap how long the whole check may take
 * @param requestTimeout how long one request may take before it counts as failed
 * @param allowedGrowth growth of any region that is no leak
 * @param detects smallest growth that the run must be able to find, more than is allowed; null when
 *     any will do
 */
public record CheckPlan(
        int warmUp,
        int rounds,
        int requestsPerRound,
        int concurrency,
        LoadShape shape,
        Duration timeCap,
        Duration requestTimeout,
        BytesPerRequest allowedGrowth,
        @Nullable BytesPerRequest detects) {

    /** Fewest rounds that a verdict can stand on. */
    public static final int FEWEST_ROUNDS = 5;

    /**
     * Checks each value.
     *
     * @throws IllegalArgumentException with the value, its range and what to write
     */
    public CheckPlan {
        require(warmUp >= 0, "warmUp", warmUp, "0 or more");
        requireRounds(rounds, requestsPerRound);
        require(
                concurrency >= 1 && concurrency <= 1000,
                "concurrency",
                concurrency,
                "from 1 to 1,000");
        require(timeCap.compareTo(Duration.ZERO) > 0, "timeCap", timeCap, "longer than nothing");
        require(
                requestTimeout.compareTo(Duration.ZERO) > 0,
                "requestTimeout",
                requestTimeout,
                "longer than nothing");
        require(
                detects == null || detects.compareTo(allowedGrowth) > 0,
                "detects",
                String.valueOf(detects),
                "more than what is allowed, " + allowedGrowth);
    }

    /**
     * Makes a plan that is content with whatever its run can find, and whose requests follow each
     * other as fast as the service answers.
     */
    public CheckPlan(
            int warmUp,
            int rounds,
            int requestsPerRound,
            int concurrency,
            Duration timeCap,
            Duration requestTimeout,
            BytesPerRequest allowedGrowth) {
        this(
                warmUp,
                rounds,
                requestsPerRound,
                concurrency,
                LoadShape.CLOSED,
                timeCap,
                requestTimeout,
                allowedGrowth,
                null);
    }

    /** Makes a plan whose requests follow each other as fast as the service answers. */
    public CheckPlan(
            int warmUp,
            int rounds,
            int requestsPerRound,
            int concurrency,
            Duration timeCap,
            Duration requestTimeout,
            BytesPerRequest allowedGrowth,
            @Nullable BytesPerRequest detects) {
        this(
                warmUp,
                rounds,
                requestsPerRound,
                concurrency,
                LoadShape.CLOSED,
                timeCap,
                requestTimeout,
                allowedGrowth,
                detects);
    }

    static void requireRounds(int rounds, int requestsPerRound) {
        require(
                rounds >= FEWEST_ROUNDS,
                "rounds",
                rounds,
                FEWEST_ROUNDS + " or more: fewer rounds cannot tell a leak from chance");
        require(
                rounds <= GrowthJudge.MOST_ROUNDS,
                "rounds",
                rounds,
                GrowthJudge.MOST_ROUNDS
                        + " or fewer: raise requestsPerRound instead, larger rounds see smaller"
                        + " leaks");
        require(requestsPerRound >= 1, "requestsPerRound", requestsPerRound, "1 or more");
    }

    private static void require(boolean holds, String name, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(name + " = " + value + " must be " + range);
        }
    }
}
