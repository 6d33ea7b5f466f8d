package dev.leakgate.recording;

import java.time.Duration;

/**
 * Holds a cheap look at a service under load. No verdict stands on it.
 *
 * @param at time since the sampling began
 * @param requestsDone requests answered until then, those of the warm-up included
 * @param footprint bytes of private anonymous memory: an estimate, which free pages that the kernel
 *     may take back (LazyFree) still count in
 * @param rss resident bytes
 */
public record Sample(Duration at, long requestsDone, long footprint, long rss) {}
