package dev.leakgate.verdict;

/** x. */
public enum GrowthOutcome {
    FLAT,
    GROWING,
    UNSETTLED
}
