package dev.leakgate.finding;

import dev.leakgate.region.RegionKey;

/**
 * Says that a region has more chunks of one size in use with every round.
 *
 * @param region whose chunks they are
 * @param size of one, in bytes with its header
 * @param chunks how many more there are at the last snapshot than at the first
 * @param requests that were answered in between
 */
public record GrownSize(RegionKey region, long size, long chunks, long requests) {

    /** Returns what they take, in bytes. */
    public long bytes() {
        return size * chunks;
    }

    /** Returns how many more there are with each request. */
    public double perRequest() {
        return (double) chunks / requests;
    }
}
