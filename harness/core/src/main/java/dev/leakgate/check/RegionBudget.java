package dev.leakgate.check;

import dev.leakgate.region.RegionKind;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Limits the regions of one kind, summed over names and processes.
 *
 * @param region which regions
 * @param total largest footprint in any snapshot; null for no limit
 * @param growth largest growth per request; null for no limit
 */
public record RegionBudget(
        RegionKind region, @Nullable ByteSize total, @Nullable BytesPerRequest growth) {}
