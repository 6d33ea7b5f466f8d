package dev.leakgate.labelled;

import dev.leakgate.verdict.Verdict;

/**
 * Holds what one run came to.
 *
 * @param reason first line of its report
 * @param seconds from the service's readiness to the last round; NaN without rounds
 * @param truth leaked bytes per request; NaN where that is not what leaks
 * @param estimate growth per request of all regions that are said to grow; NaN when none is
 */
record Trial(
        Subject subject,
        Verdict verdict,
        String reason,
        double seconds,
        double truth,
        double estimate) {

    boolean right() {
        return verdict == (subject.truth().healthy() ? Verdict.CLEAN : Verdict.LEAK);
    }

    /** Says whether the verdict is the opposite of the truth, not only undecided. */
    boolean wrong() {
        return subject.truth().healthy() ? verdict == Verdict.LEAK : verdict == Verdict.CLEAN;
    }
}
