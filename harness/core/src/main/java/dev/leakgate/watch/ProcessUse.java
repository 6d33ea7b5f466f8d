package dev.leakgate.watch;

import dev.leakgate.linux.ProcessId;

/**
 * Says what one process of this machine has, as everybody may read it.
 *
 * @param uid its user
 * @param name what the kernel calls it
 * @param memory private anonymous bytes, those in swap too: what a leak makes grow
 * @param rss resident bytes
 */
public record ProcessUse(ProcessId id, int uid, String name, long memory, long rss, int threads) {}
