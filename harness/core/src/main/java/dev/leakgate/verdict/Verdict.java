package dev.leakgate.verdict;

/** Says how a check ended. */
public enum Verdict {
    /** Nothing grows with the requests, and the run could have seen it. */
    CLEAN,
    /** A region grows with every round. */
    LEAK,
    /** A budget that the user set is broken. */
    OVER_BUDGET,
    /** The service died. */
    CRASHED,
    /** The run could not tell; the reason says what to do. Never a pass. */
    INCONCLUSIVE
}
