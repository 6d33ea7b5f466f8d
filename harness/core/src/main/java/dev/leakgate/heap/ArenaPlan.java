package dev.leakgate.heap;

import dev.leakgate.heap.ArenaHeaps.Heap;
import java.util.List;

/**
 * Names the heaps of one arena before they are walked.
 *
 * @param arena its address
 * @param main whether it is the main arena
 * @param heaps the newest first; none when they could not be listed, or malloc never used it
 * @param problem why they could not be listed; empty when they were
 */
record ArenaPlan(long arena, boolean main, List<Heap> heaps, String problem) {}
