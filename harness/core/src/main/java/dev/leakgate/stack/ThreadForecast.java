package dev.leakgate.stack;

import dev.leakgate.units.ByteSize;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Says how many threads a process can have besides its main one, when each new one gets the same
 * stack.
 *
 * @param within what it must fit into
 * @param predicted whether the process does not run in there
 * @param stack what each new thread reserves
 * @param threads how many there can be, those that there are included
 * @param obstacle what the next one fails at
 * @param limit the obstacle's limit as text, {@code "vm.max_map_count = 65,530"}; empty for none
 */
public record ThreadForecast(
        SpaceLimit within,
        boolean predicted,
        NewStack stack,
        long threads,
        Obstacle obstacle,
        String limit) {

    /** Says what stops a process from having more threads. */
    public enum Obstacle {
        /** No hole of the address space is large enough. */
        NO_HOLE,
        /** The size that it must fit into, or RLIMIT_AS. */
        SIZE,
        /** A limit of the machine: mappings of a process, threads, process ids. */
        MACHINE
    }

    /**
     * What each new thread takes from the heap, in words: its dynamic thread vector (glibc
     * elf/dl-tls.c, allocate_dtv).
     */
    private static final long WORDS_FROM_HEAP = 40;

    /* The heap grows by so much at a time (malloc/malloc.c: DEFAULT_TOP_PAD and a page). */
    private static final long HEAP_STEP = 132 << 10;

    /** Says whether so many threads can be created. */
    public boolean fits(long wanted) {
        return wanted <= threads;
    }

    /** Returns the number of the first thread that cannot be created. */
    public long failsAt() {
        return threads + 1L;
    }

    /** Prints {@code 93 threads of 32 MiB fit into i386-3gb}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d thread%s of %s fit%s into %s%s",
                threads,
                threads == 1 ? "" : "s",
                new ByteSize(stack.size()),
                threads == 1 ? "s" : "",
                within,
                predicted ? " (predicted)" : "");
    }

    /** Says why the next thread fails, in one sentence without a dot. */
    public String why() {
        return String.format(
                Locale.ROOT,
                "pthread_create number %,d fails with EAGAIN: %s",
                failsAt(),
                switch (obstacle) {
                    case NO_HOLE ->
                            "no hole of "
                                    + new ByteSize(stack.size())
                                    + " and its guard is left in the address space";
                    case SIZE -> "it would reserve more than " + limit;
                    case MACHINE -> limit + " allows no more";
                });
    }

    /**
     * Predicts how many threads a process can have that goes on as it is: with the stacks that it
     * has, and new ones as the next.
     *
     * @param use how the process uses the space that it must fit into, or its own for a size
     */
    static ThreadForecast goingOn(
            SpaceLimit within, AddressUse use, ProcessStacks stacks, Ceilings ceilings) {
        NewStack next = stacks.newThread();
        if (use.predicted()) {
            return afresh(within, use, stacks, next, ceilings);
        }
        long now = (long) stacks.threads().size() + stacks.unknown().size();
        // The C library gives a kept stack to the next thread for which it is large enough.
        long kept = stacks.ended().stream().filter(one -> one.reserved() >= next.size()).count();
        long more = inHoles(use.gaps(), next.hole(), stacks.wordSize().bytes());
        return least(within, use, next, now + kept, more, use.reservedInAll(), ceilings);
    }

    /** Predicts how many threads it could have if each had this stack from the start. */
    static ThreadForecast afresh(
            SpaceLimit within,
            AddressUse use,
            ProcessStacks stacks,
            NewStack stack,
            Ceilings ceilings) {
        long more = inHoles(use.gapsWithoutStacks(), stack.hole(), stacks.wordSize().bytes());
        return least(
                within, use, stack, 0, more, use.reservedInAll() - stacks.reserved(), ceilings);
    }

    private static ThreadForecast least(
            SpaceLimit within,
            AddressUse use,
            NewStack stack,
            long there,
            long more,
            long reserved,
            Ceilings ceilings) {
        long threads = there + more;
        Obstacle obstacle = Obstacle.NO_HOLE;
        String limit = "";
        OptionalLong size =
                within.space() == null
                        ? OptionalLong.of(within.size().bytes())
                        : ceilings.reserved();
        if (size.isPresent()) {
            long bySize =
                    there + Math.max(0, Math.floorDiv(size.getAsLong() - reserved, stack.hole()));
            if (bySize < threads) {
                threads = bySize;
                obstacle = Obstacle.SIZE;
                limit =
                        within.space() == null
                                ? within.toString()
                                : "RLIMIT_AS = " + new ByteSize(size.getAsLong());
            }
        }
        for (Map.Entry<String, Long> one : ceilings.threads().entrySet()) {
            if (one.getValue() < threads) {
                threads = Math.max(0, one.getValue());
                obstacle = Obstacle.MACHINE;
                limit = one.getKey();
            }
        }
        return new ThreadForecast(within, use.predicted(), stack, threads, obstacle, limit);
    }

    private static long inHoles(List<Gap> gaps, long hole, int word) {
        long whole = Gap.count(gaps, hole);
        long heap = whole * WORDS_FROM_HEAP * word / HEAP_STEP * HEAP_STEP;
        return heap == 0 ? whole : Gap.count(Gap.withHeapGrown(gaps, heap), hole);
    }
}
