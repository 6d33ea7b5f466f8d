package dev.leakgate.verdict;

import dev.leakgate.units.BytesPerRequest;

/** x. */
public record SeriesGrowth(
        String name,
        GrowthOutcome outcome,
        BytesPerRequest value,
        BytesPerRequest low,
        BytesPerRequest high,
        String advice) {}
