package dev.leakgate.finding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Counts chunks that are alike: of one region, reachability, type and size.
 *
 * <p>Costs one look into a hash table for each chunk, and 32 bytes for each group. There are at
 * most as many groups as was said at the beginning; chunks that would make more are summed up as
 * one, {@link #others}.
 */
final class GroupTable {

    private static final int FIRST_ROOM = 256;

    /* Half of the slots stay free, so that a search ends soon. */
    private static final int SLOTS_PER_GROUP = 2;

    private static final long MIX = 0x9e3779b97f4a7c15L; /* 2^64 / golden ratio */
    private static final int MIX_SHIFT = 32;

    private static final int KIND_BITS = 2;
    private static final int REGION_BITS = 20;
    private static final int TYPE_BITS = 31;

    private final int most;
    private int[] slots = new int[FIRST_ROOM * SLOTS_PER_GROUP];
    private long[] kinds = new long[FIRST_ROOM];
    private long[] sizes = new long[FIRST_ROOM];
    private long[] chunks = new long[FIRST_ROOM];
    private long[] firsts = new long[FIRST_ROOM];
    private int count;
    private long otherChunks;
    private long otherBytes;

    /**
     * Begins without a group.
     *
     * @param most groups that are kept apart
     */
    GroupTable(int most) {
        this.most = most;
    }

    /**
     * Counts a chunk.
     *
     * @param region below 2^20
     * @param reachability below 4
     * @param type below 2^31; 0 for none
     * @return its group; −1 when there are too many
     */
    int add(int region, int reachability, int type, long size, long address) {
        long kind = kind(region, reachability, type);
        int slot = slot(kind, size);
        while (slots[slot] != 0) {
            int group = slots[slot] - 1;
            if (kinds[group] == kind && sizes[group] == size) {
                chunks[group]++;
                return group;
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (count == most) {
            otherChunks++;
            otherBytes += size;
            return -1;
        }
        slots[slot] = count + 1;
        if (count == kinds.length) {
            grow();
        }
        kinds[count] = kind;
        sizes[count] = size;
        chunks[count] = 1;
        firsts[count] = address;
        count++;
        if (count * SLOTS_PER_GROUP > slots.length) {
            rehash();
        }
        return count - 1;
    }

    /** Finds the group that a chunk is in; −1 when it is among the others. */
    int find(int region, int reachability, int type, long size) {
        long kind = kind(region, reachability, type);
        int slot = slot(kind, size);
        while (slots[slot] != 0) {
            int group = slots[slot] - 1;
            if (kinds[group] == kind && sizes[group] == size) {
                return group;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return -1;
    }

    private static long kind(int region, int reachability, int type) {
        return (long) type << (REGION_BITS + KIND_BITS) | (long) region << KIND_BITS | reachability;
    }

    private int slot(long kind, long size) {
        return (int) (((kind * MIX + size) * MIX) >>> MIX_SHIFT) & slots.length - 1;
    }

    private void grow() {
        int room = 2 * count;
        kinds = Arrays.copyOf(kinds, room);
        sizes = Arrays.copyOf(sizes, room);
        chunks = Arrays.copyOf(chunks, room);
        firsts = Arrays.copyOf(firsts, room);
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        for (int group = 0; group < count; group++) {
            int slot = slot(kinds[group], sizes[group]);
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = group + 1;
        }
    }

    int count() {
        return count;
    }

    int region(int group) {
        return (int) (kinds[group] >>> KIND_BITS) & (1 << REGION_BITS) - 1;
    }

    int reachability(int group) {
        return (int) kinds[group] & (1 << KIND_BITS) - 1;
    }

    int type(int group) {
        return (int) (kinds[group] >>> (REGION_BITS + KIND_BITS)) & (int) ((1L << TYPE_BITS) - 1);
    }

    /** Returns the size of one chunk of a group, in bytes. */
    long size(int group) {
        return sizes[group];
    }

    long chunks(int group) {
        return chunks[group];
    }

    long bytes(int group) {
        return chunks[group] * sizes[group];
    }

    /** Returns the address of the chunk that a group was begun with. */
    long first(int group) {
        return firsts[group];
    }

    /** Counts the chunks of one group with those of another; it has none then. */
    void fold(int from, int into) {
        chunks[into] += chunks[from];
        chunks[from] = 0;
    }

    /** Returns how many chunks have no group of their own. */
    long others() {
        return otherChunks;
    }

    long otherBytes() {
        return otherBytes;
    }

    /** Lists the groups, the largest first. */
    int[] largestFirst() {
        return IntStream.range(0, count)
                .filter(group -> chunks[group] > 0)
                .boxed()
                .sorted(
                        Comparator.comparingLong(this::bytes)
                                .reversed()
                                .thenComparing(group -> sizes[group]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
