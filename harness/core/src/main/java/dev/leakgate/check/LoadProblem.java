package dev.leakgate.check;

import dev.leakgate.load.LoadBlock;
import dev.leakgate.load.LoadGenerator;
import dev.leakgate.load.LoadReport;
import dev.leakgate.load.ToolRunner;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why a load was not the one that the check asks for, so that nothing follows from it. */
final class LoadProblem {

    private LoadProblem() {}

    /**
     * Looks at a block.
     *
     * @param report the sum of it and the blocks before it, which failures are weighed against
     * @param where in the run this is, {@code "in round 2 of 8"}
     */
    static Optional<String> of(LoadBlock block, LoadReport report, CheckPlan plan, String where) {
        if (block.end() == LoadBlock.End.STUCK) {
            return Optional.of(
                    text(
                            "%,d calls of the load method did not return within %,d ms %s, after"
                                    + " %,d requests; give what they wait for a time limit, or raise"
                                    + " requestTimeout (%,d ms)",
                            block.unfinished(),
                            LoadGenerator.STUCK_FACTOR * plan.requestTimeout().toMillis(),
                            where,
                            report.requests(),
                            plan.requestTimeout().toMillis()));
        }
        if (report.tooManyFailed()) {
            return Optional.of(
                    text(
                            "%,d of %,d requests failed, more than 1 %%; %s",
                            report.failed(),
                            report.requests(),
                            report.firstFailure() == null
                                    ? "see " + ToolRunner.OUTPUT
                                    : "the first: " + report.firstFailure()));
        }
        return Optional.empty();
    }

    /**
     * Looks at the schedule of all rounds until now.
     *
     * @param tolerated how far behind it may be, all rounds together
     */
    static Optional<String> ofSchedule(LoadReport rounds, Duration tolerated, CheckPlan plan) {
        return rounds.collapsed(tolerated)
                ? Optional.of(
                        text(
                                "the load collapsed: %,.0f requests per second were achieved of %,.0f"
                                        + " intended, less than 90 %%; lower rate to what the service"
                                        + " can take, or raise concurrency (%,d), which bounds the"
                                        + " requests under way",
                                rounds.rate(), rounds.intendedRate(), plan.concurrency()))
                : Optional.empty();
    }

    private static String text(String format, @Nullable Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
