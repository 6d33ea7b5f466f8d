package dev.leakgate.heap;

import dev.leakgate.image.FrozenMemory;
import dev.leakgate.image.ImageThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells which threads allocate from which arena.
 *
 * <p>At one constant distance below each thread pointer lies malloc's thread_arena word. It is
 * where every thread holds an arena's address, or 0 for none yet, and the most hold one. A thread's
 * own stack, which may hold such addresses too, is below it only by chance, and not in all.
 */
final class ThreadArenas {

    /** Room for the static TLS of a program and its libraries. */
    private static final int FURTHEST = 16 * 1024;

    private ThreadArenas() {}

    /** Returns the threads of each arena that has some. */
    static Map<Long, List<ImageThread>> of(FrozenMemory memory, List<ArenaPlan> arenas) {
        Set<Long> known = new HashSet<>();
        arenas.forEach(arena -> known.add(arena.arena()));
        List<ImageThread> threads =
                memory.image().threads().stream()
                        .filter(thread -> thread.threadPointer().isPresent())
                        .toList();
        Map<Long, List<ImageThread>> best = Map.of();
        int most = 0;
        int word = memory.wordSize().bytes();
        for (int offset = word; offset <= FURTHEST; offset += word) {
            Map<Long, List<ImageThread>> owners = new HashMap<>();
            int votes = 0;
            for (ImageThread thread : threads) {
                long arena = memory.word(thread.threadPointer().getAsLong() - offset);
                if (arena != 0 && !known.contains(arena)) {
                    votes = -1;
                    break;
                }
                if (arena != 0) {
                    owners.computeIfAbsent(arena, itself -> new ArrayList<>()).add(thread);
                    votes++;
                }
            }
            if (votes > most) {
                most = votes;
                best = owners;
            }
        }
        return best;
    }
}
