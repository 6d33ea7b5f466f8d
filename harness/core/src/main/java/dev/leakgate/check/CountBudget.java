package dev.leakgate.check;

import dev.leakgate.recording.Count;
import dev.leakgate.units.CountPerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Limits what can leak besides memory, summed over kinds and processes.
 *
 * @param count what is limited
 * @param max most in any snapshot, of {@link Count#RESERVED} in bytes; null for no limit
 * @param growth most that each series may grow per request, of {@link Count#RESERVED} in bytes; up
 *     to it growth is no leak. Null for no growth at all
 */
public record CountBudget(Count count, @Nullable Long max, @Nullable CountPerRequest growth) {}
