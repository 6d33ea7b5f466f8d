package dev.leakgate.verdict;

/** Says what a series does. */
public enum GrowthOutcome {
    /** Nothing that lasts, as far as the run could see. */
    FLAT,
    /** Grows all through the run, and does not die down. */
    GROWING,
    /** Has grown lately, but may be dying down, or has not grown long enough: more rounds tell. */
    UNSETTLED
}
