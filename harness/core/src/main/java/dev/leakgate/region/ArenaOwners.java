package dev.leakgate.region;

import dev.leakgate.units.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells which threads use which arena, without symbols and without stopping anything.
 *
 * <p>glibc puts a thread's control block at the top of its stack: it points to itself in its first
 * and its third word (tcbhead_t). At one constant offset below it, the same in all threads, lies
 * malloc's thread_arena word; it is found by vote: the offset where the most threads hold an
 * arena's address.
 */
final class ArenaOwners {

    /** Room above a thread's first frame for the control block and static TLS that is searched. */
    private static final int TOP_OF_STACK = 16 * 1024;

    private final Memory memory;
    private final int word;
    private final ByteBuffer top =
            ByteBuffer.allocateDirect(TOP_OF_STACK).order(ByteOrder.LITTLE_ENDIAN);
    private final Map<Long, String> remembered = new HashMap<>();

    ArenaOwners(Memory memory, int wordSize) {
        this.memory = memory;
        word = wordSize;
    }

    /**
     * Looks at the threads' control blocks and returns the names of the threads of each arena. An
     * arena whose threads have ended keeps the name that it had.
     */
    Map<Long, String> find(MappingTable table, ThreadStacks stacks, Set<Long> arenas) {
        // Nearest to the control block first, since a tie may come from a word in a stack frame.
        Map<Integer, Vote> byOffset = new TreeMap<>(Comparator.reverseOrder());
        if (!arenas.isEmpty()) {
            stacks.byMapping()
                    .forEach(
                            (mapping, thread) ->
                                    vote(
                                            table.start(mapping),
                                            table.end(mapping),
                                            thread,
                                            arenas,
                                            byOffset));
            stacks.byControlBlock()
                    .forEach((block, thread) -> voteBelow(block, thread, arenas, byOffset));
        }
        byOffset.values().stream()
                .max(Comparator.comparingInt(Vote::threads))
                .ifPresent(
                        vote ->
                                vote.owners.forEach(
                                        (arena, names) ->
                                                remembered.put(arena, String.join(", ", names))));
        remembered.keySet().retainAll(arenas);
        return remembered;
    }

    /** Returns the names of the threads of an arena, as of the last look; empty when unknown. */
    String threadsOf(long arena) {
        return remembered.getOrDefault(arena, "");
    }

    private void vote(
            long start, long end, String thread, Set<Long> arenas, Map<Integer, Vote> byOffset) {
        int bytes = (int) Math.min(TOP_OF_STACK, end - start);
        top.clear().limit(bytes);
        if (memory.read(end - bytes, top) != bytes) {
            return;
        }
        vote(controlBlock(end - bytes, bytes), thread, arenas, byOffset);
    }

    private void voteBelow(
            long block, String thread, Set<Long> arenas, Map<Integer, Vote> byOffset) {
        top.clear();
        if (memory.read(block - TOP_OF_STACK, top) == TOP_OF_STACK) {
            vote(TOP_OF_STACK, thread, arenas, byOffset);
        }
    }

    /** Looks at the words below a control block that begins in, or right behind, the buffer. */
    private void vote(int block, String thread, Set<Long> arenas, Map<Integer, Vote> byOffset) {
        for (int at = block - word; at >= 0; at -= word) {
            long value = word(at);
            if (value != 0 && arenas.contains(value)) {
                byOffset.computeIfAbsent(at - block, offset -> new Vote()).add(value, thread);
            }
        }
    }

    /** Returns where the control block is in the buffer; −1 when it is not there. */
    private int controlBlock(long base, int bytes) {
        for (int at = bytes - 3 * word; at >= 0; at -= word) {
            if (word(at) == base + at && word(at + 2 * word) == base + at) {
                return at;
            }
        }
        return -1;
    }

    private long word(int at) {
        return word == 8 ? top.getLong(at) : top.getInt(at) & 0xffffffffL;
    }

    /** What the threads hold at one offset. */
    private static final class Vote {

        final Map<Long, TreeSet<String>> owners = new HashMap<>();
        private int threads;

        void add(long arena, String thread) {
            owners.computeIfAbsent(arena, a -> new TreeSet<>()).add(thread);
            threads++;
        }

        int threads() {
            return threads;
        }
    }
}
