package dev.leakgate.verdict;

import dev.leakgate.units.BytesPerRequest;

/** x. */
public record GrowthRules(BytesPerRequest allowed) {}
