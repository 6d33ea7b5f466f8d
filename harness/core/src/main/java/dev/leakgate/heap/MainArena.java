package dev.leakgate.heap;

import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds glibc's main arena by its shape in the writable data of libc, or of a static program.
 *
 * <p>What tells it from all else are its 127 bins: each is the head of a ring of chunks, so the
 * neighbours of each point back to it. The ring of arenas then tells how far before the bins an
 * arena begins.
 *
 * @param address where it is
 * @param shape where its fields are
 */
record MainArena(long address, ArenaShape shape) {

    /** More than any machine has by glibc's own limit of 8 for a core. */
    private static final int MOST_ARENAS = 16_384;

    /** So many bins may be broken, as by a program that writes to what it has freed. */
    private static final int MOST_BROKEN_BINS = 8;

    /** A program's own data may be large; malloc's lies in its first part or is not found. */
    private static final long MOST_SEARCHED = 64L << 20;

    /** Looks for the arena; empty when nothing has its shape, or malloc was never called. */
    static Optional<MainArena> find(ProcessLayout layout, HeapMemory memory) {
        boolean shared = Libraries.hasLibc(layout);
        long searched = 0;
        for (int i = 0; i < layout.size() && searched < MOST_SEARCHED; i++) {
            if (layout.privateWritable(i)
                    && isModule(layout.kind(i))
                    && (!shared || Libraries.isLibc(layout.region(i).name()))) {
                Optional<MainArena> found = findIn(layout.start(i), layout.end(i), memory);
                if (found.isPresent()) {
                    return found;
                }
                searched += layout.end(i) - layout.start(i);
            }
        }
        return Optional.empty();
    }

    /** In a core of gdb's, which need not hold code, modules look like other files. */
    private static boolean isModule(RegionKind kind) {
        return kind == RegionKind.MODULE || kind == RegionKind.FILE;
    }

    private static Optional<MainArena> findIn(long start, long end, HeapMemory memory) {
        int word = memory.wordSize();
        int behind = ArenaShape.nextBehindBins(word) + word;
        for (long piece = start; piece < end; piece += HeapMemory.WINDOW - behind - 2 * word) {
            int filled = memory.moveTo(piece, end - piece);
            for (int at = 2 * word; at + behind <= filled; at += word) {
                if (looksLikeBins(memory, at, piece + at)) {
                    Optional<MainArena> found = ofBins(piece + at, memory);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Looks at the window alone: an empty bin's two words both point to the bin itself. */
    private static boolean looksLikeBins(HeapMemory memory, int at, long address) {
        int word = memory.wordSize();
        int broken = 0;
        for (int bin = 0; bin < ArenaShape.BIN_WORDS; bin += 2) {
            long head = address + (long) (bin - 2) * word;
            long forward = memory.at(at + bin * word);
            long back = memory.at(at + (bin + 1) * word);
            broken += (forward == head) == (back == head) ? 0 : 1;
            if (forward == 0 || back == 0 || broken > MOST_BROKEN_BINS) {
                return false;
            }
        }
        return true;
    }

    private static Optional<MainArena> ofBins(long bins, HeapMemory memory) {
        int word = memory.wordSize();
        int broken = 0;
        try {
            for (int bin = 0; bin < ArenaShape.BIN_WORDS; bin += 2) {
                long head = bins + (long) (bin - 2) * word;
                long forward = memory.word(head + 2L * word);
                long back = memory.word(head + 3L * word);
                /* malloc_chunk: prev_size, size, fd, bk */
                boolean whole =
                        memory.wordOrZero(forward + 3L * word) == head
                                && memory.wordOrZero(back + 2L * word) == head;
                broken += whole ? 0 : 1;
                if (broken > MOST_BROKEN_BINS) {
                    return Optional.empty();
                }
            }
            long next = memory.word(bins + ArenaShape.nextBehindBins(word));
            if (ArenaShape.isPlausible(bins - next, word)) {
                return Optional.of(new MainArena(next, new ArenaShape(word, (int) (bins - next))));
            }
        } catch (BrokenHeapException elsewhere) {
            return Optional.empty();
        }
        for (int offset = ArenaShape.smallestBins(word);
                ArenaShape.isPlausible(offset, word);
                offset += word) {
            MainArena arena = new MainArena(bins - offset, new ArenaShape(word, offset));
            try {
                arena.ring(memory);
                return Optional.of(arena);
            } catch (BrokenHeapException otherOffset) {
                // The ring closes at the true offset only.
            }
        }
        return Optional.empty();
    }

    /**
     * Follows the ring of arenas.
     *
     * @return all arenas, this one first
     * @throws BrokenHeapException when it does not come back
     */
    List<Long> ring(HeapMemory memory) throws BrokenHeapException {
        List<Long> arenas = new ArrayList<>();
        String problem = follow(memory, arenas);
        if (!problem.isEmpty()) {
            throw new BrokenHeapException(problem);
        }
        return arenas;
    }

    /**
     * Follows the ring of arenas as far as it goes.
     *
     * @param arenas gets all, this one first
     * @return where it breaks; empty when it comes back
     */
    String follow(HeapMemory memory, List<Long> arenas) {
        Set<Long> passed = new HashSet<>();
        long arena = address;
        do {
            if (!passed.add(arena)) {
                return String.format(
                        "the ring of arenas comes back to 0x%x and not to the main arena", arena);
            }
            arenas.add(arena);
            if (arenas.size() > MOST_ARENAS) {
                return "the ring of arenas does not close";
            }
            try {
                arena = memory.word(arena + shape.next());
            } catch (BrokenHeapException hole) {
                arenas.remove(arenas.size() - 1);
                return String.format(
                        "the ring of arenas leads to 0x%x, where there is no memory", arena);
            }
        } while (arena != address);
        return "";
    }
}
