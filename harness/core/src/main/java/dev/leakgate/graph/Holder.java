package dev.leakgate.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says who keeps a group of chunks alive: the way from a root to the nearest of them.
 *
 * @param range the memory that the root word is in; null when it is in none
 * @param word the root when it is no memory; null else
 * @param place address of the root word; 0 when it is in no memory
 * @param steps the chunks on the way, the last of them of the group
 * @param members how many of the group are held by way of that root first
 * @param container what gains the members, as far as its shape tells
 */
public record Holder(
        @Nullable RootRange range,
        @Nullable RootWord word,
        long place,
        List<Step> steps,
        long members,
        Container container) {

    /** Copies the list. */
    public Holder {
        steps = List.copyOf(steps);
    }

    /** Returns what kind of root it is. */
    public RootKind kind() {
        if (range != null) {
            return range.kind();
        }
        return word == null ? RootKind.MAPPING : word.kind();
    }

    /**
     * One chunk on the way.
     *
     * @param chunk its address
     * @param into how far into it the pointer before leads, in bytes
     * @param offset of the pointer in it that leads on; −1 in the last
     */
    public record Step(long chunk, long into, long offset) {}
}
