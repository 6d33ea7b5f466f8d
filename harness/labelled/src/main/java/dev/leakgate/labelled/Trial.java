package dev.leakgate.labelled;

import dev.leakgate.verdict.Verdict;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one run came to.
 *
 * @param number of the run, from 1
 * @param verdict null when there is none: the service could not be run
 * @param reason first line of its report, or why it could not be run
 * @param seconds from the service's readiness to the last round; NaN without rounds
 * @param truth leaked bytes per request; NaN where that is not what leaks
 * @param estimate growth per request of all regions that are said to grow; NaN when none is
 */
record Trial(
        Subject subject,
        int number,
        @Nullable Verdict verdict,
        String reason,
        double seconds,
        double truth,
        double estimate) {

    /** What the table says where there is no verdict; it counts against the set. */
    static final String ERROR = "ERROR";

    private static final int LINES_OF_AN_ERROR = 4;

    /** Makes one of a run that came to nothing. */
    static Trial failed(Subject subject, int number, Exception cause) {
        String text =
                String.valueOf(cause.getMessage())
                        .lines()
                        .limit(LINES_OF_AN_ERROR)
                        .collect(Collectors.joining("; "));
        return new Trial(
                subject,
                number,
                null,
                ERROR + "  " + cause.getClass().getSimpleName() + ": " + text,
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }

    boolean right() {
        return verdict == (subject.truth().healthy() ? Verdict.CLEAN : Verdict.LEAK);
    }

    /** Says whether the verdict is the opposite of the truth, not only undecided. */
    boolean wrong() {
        return verdict == (subject.truth().healthy() ? Verdict.LEAK : Verdict.CLEAN);
    }

    /** Returns the verdict's name, or {@value #ERROR}. */
    String outcome() {
        return verdict == null ? ERROR : verdict.name();
    }
}
