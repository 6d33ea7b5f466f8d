package dev.leakgate.stack;

import dev.leakgate.linux.ProcLimit;
import dev.leakgate.units.WordSize;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells where the sizes of stacks come from, by comparing them with RLIMIT_STACK.
 *
 * <p>glibc's rule (nptl/nptl_init, __pthread_initialize_minimal): the soft limit when the program
 * starts, in whole pages and at least PTHREAD_STACK_MIN; 2 MiB without a limit.
 *
 * @param known whether the limit is known
 * @param limit in bytes; −1 for none
 */
record StackSizes(boolean known, long limit) {

    /* bits/local_lim.h */
    private static final long PTHREAD_STACK_MIN = 16 << 10;
    /* sysdeps/x86_64/nptl/pthreaddef.h and i386's: ARCH_STACK_DEFAULT_SIZE */
    private static final long WITHOUT_LIMIT = 2 << 20;
    private static final long PAGE = 4096;
    private static final long USUAL_GUARD = PAGE;
    private static final long USUAL_LIMIT = 8 << 20;

    /** i386 adds a page to sizes that are multiples of 64 KiB (MULTI_PAGE_ALIASING). */
    private static final long TOLERANCE = PAGE;

    static StackSizes of(@Nullable ProcLimit limit) {
        return limit == null
                ? new StackSizes(false, 0)
                : new StackSizes(true, limit.soft().orElse(-1));
    }

    /** Returns how large the main thread's stack may become: −1 for no limit, 0 when unknown. */
    long mainGrowsTo() {
        return known ? limit : 0;
    }

    /** Returns what the C library gives to threads whose size the program does not set. */
    private long usual() {
        if (!known) {
            return USUAL_LIMIT;
        }
        return limit < 0 ? WITHOUT_LIMIT : Math.max(PTHREAD_STACK_MIN, limit & -PAGE);
    }

    /** Describes what the next thread gets: what most have, else what the limit says. */
    private NewStack next(List<ThreadStack> threads) {
        if (threads.isEmpty()) {
            return new NewStack(
                    usual(),
                    USUAL_GUARD,
                    !known
                            ? SizeCause.LIMIT_INFERRED
                            : limit < 0 ? SizeCause.LIBRARY : SizeCause.LIMIT);
        }
        long size = ProcessStacks.commonest(threads.stream().map(ThreadStack::reserved).toList());
        ThreadStack one =
                threads.stream().filter(t -> t.reserved() == size).findFirst().orElseThrow();
        return new NewStack(size, one.guard(), one.cause());
    }

    /** Says of each stack where its size comes from. */
    ProcessStacks causes(WordSize wordSize, List<ThreadStack> stacks) {
        List<Long> found = new ArrayList<>();
        for (ThreadStack stack : stacks) {
            if (stack.kind() == StackKind.THREAD) {
                found.add(stack.reserved());
            }
        }
        long most = ProcessStacks.commonest(found);
        List<ThreadStack> all = new ArrayList<>();
        List<ThreadStack> threads = new ArrayList<>();
        for (ThreadStack stack : stacks) {
            boolean ofThread = stack.kind() == StackKind.THREAD || stack.kind() == StackKind.ENDED;
            all.add(
                    ofThread
                            ? withCause(stack, cause(stack.reserved(), most, found.size()))
                            : stack);
            if (stack.kind() == StackKind.THREAD) {
                threads.add(all.get(all.size() - 1));
            }
        }
        return new ProcessStacks(wordSize, all, next(threads));
    }

    private SizeCause cause(long size, long most, int threads) {
        if (!known) {
            return size == most && threads > 1 ? SizeCause.LIMIT_INFERRED : SizeCause.UNKNOWN;
        }
        if (Math.abs(size - usual()) <= TOLERANCE) {
            return limit < 0 ? SizeCause.LIBRARY : SizeCause.LIMIT;
        }
        return SizeCause.ATTRIBUTE;
    }

    private static ThreadStack withCause(ThreadStack stack, SizeCause cause) {
        return new ThreadStack(
                stack.tid(),
                stack.name(),
                stack.kind(),
                stack.stackPointer(),
                stack.framePointer(),
                stack.start(),
                stack.end(),
                stack.guard(),
                stack.touched(),
                stack.growsTo(),
                cause,
                stack.elsewhere());
    }
}
