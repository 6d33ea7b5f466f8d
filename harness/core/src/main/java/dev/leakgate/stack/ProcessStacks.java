package dev.leakgate.stack;

import dev.leakgate.units.WordSize;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Holds the stacks of one process.
 *
 * @param wordSize width of its addresses
 * @param stacks the main thread's first, then the others' by thread id, and those of ended threads
 * @param newThread what a thread that is created next would get, when the program does as until now
 */
public record ProcessStacks(WordSize wordSize, List<ThreadStack> stacks, NewStack newThread) {

    /** Copies the list. */
    public ProcessStacks {
        stacks = List.copyOf(stacks);
    }

    /** Returns the stacks of threads that are there, besides the main one, and were found. */
    public List<ThreadStack> threads() {
        return of(StackKind.THREAD).toList();
    }

    /** Returns the threads whose stack was not found. */
    public List<ThreadStack> unknown() {
        return of(StackKind.UNKNOWN).toList();
    }

    /** Returns the stacks that are kept of ended threads. */
    public List<ThreadStack> ended() {
        return of(StackKind.ENDED).toList();
    }

    private Stream<ThreadStack> of(StackKind kind) {
        return stacks.stream().filter(stack -> stack.kind() == kind);
    }

    /** Returns the bytes that all stacks but the main one reserve, with their guards. */
    public long reserved() {
        return stacks.stream()
                .filter(stack -> stack.kind() != StackKind.MAIN)
                .mapToLong(stack -> stack.reserved() + stack.guard())
                .sum();
    }

    /** Returns the bytes that all stacks have touched. */
    public long touched() {
        return stacks.stream().mapToLong(ThreadStack::touched).sum();
    }

    /** Returns the most that a thread besides the main one has touched; 0 when there is none. */
    public long mostTouched() {
        return largest(threads(), ThreadStack::touched);
    }

    /** Returns the largest stack besides the main one; 0 when there is none. */
    public long largest() {
        return largest(threads(), ThreadStack::reserved);
    }

    private static long largest(List<ThreadStack> stacks, ToLongFunction<ThreadStack> what) {
        return stacks.stream().mapToLong(what).max().orElse(0);
    }

    /** Returns the size that most have, the larger of equals; 0 when there is none. */
    static long commonest(Collection<Long> sizes) {
        Map<Long, Integer> counts = new HashMap<>();
        sizes.forEach(size -> counts.merge(size, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(
                        Map.Entry.<Long, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0L);
    }
}
