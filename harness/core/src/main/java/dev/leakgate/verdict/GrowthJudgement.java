package dev.leakgate.verdict;

import dev.leakgate.units.BytesPerRequest;
import java.util.List;

/** x. */
public record GrowthJudgement(List<SeriesGrowth> series, BytesPerRequest minimumDetectable) {}
