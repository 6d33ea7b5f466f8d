package dev.leakgate.verdict.budget;

import java.util.List;
import java.util.OptionalDouble;

/** Holds what one run measured. */
public interface Measured {

    /** Returns a figure other than a growth; empty when the run did not measure it. */
    OptionalDouble level(Metric metric, Selection selection);

    /**
     * Returns the growth of each series that is selected; none when growth was not judged.
     *
     * @param limit growth per request that it is held against
     */
    List<Growth> growths(Selection selection, double limit);

    /**
     * Says how something grows.
     *
     * @param subject what grows, {@code "heap"}
     * @param perRequest how much; 0 when it does not
     * @param above whether it surely grows more than the limit, not by chance
     */
    record Growth(String subject, double perRequest, boolean above) {}
}
