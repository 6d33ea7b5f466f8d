package dev.leakgate.check;

import dev.leakgate.stack.SpaceLimit;
import org.jspecify.annotations.Nullable;

/** Says what is limited of the stacks and the address space of a process, in one space. */
public interface SpaceFigures {

    /** Returns the bytes of the largest stack besides that of the main thread. */
    long largestStack();

    /** Returns the bytes that the stack of the next thread would have. */
    long newStack();

    /** Returns what the process must fit into. */
    SpaceLimit within();

    /** Says whether the process does not run in there. */
    boolean predicted();

    /** Returns how many threads besides the main one fit. */
    long maxThreads();

    /** Returns the bytes of all mappings. */
    long reserved();

    /**
     * Returns the largest mapping that can still be made.
     *
     * @param threads that are there then, besides the main one; null for those that there are
     */
    long roomBeside(@Nullable Integer threads);
}
