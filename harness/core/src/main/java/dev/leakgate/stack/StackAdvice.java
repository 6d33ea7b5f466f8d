package dev.leakgate.stack;

import dev.leakgate.units.ByteSize;
import java.util.Optional;

/**
 * Says which stack size would do, measured at the threads that there are.
 *
 * @param size what to set
 * @param measured the most that a thread touched
 * @param frees address space that the threads would no longer reserve
 * @param where how to set it
 */
public record StackAdvice(ByteSize size, ByteSize measured, ByteSize frees, String where) {

    /** How much larger than what was touched: another load may call deeper. */
    private static final long SAFETY = 2;

    private static final long STEP = 64 << 10;

    /** PTHREAD_STACK_MIN is 16 KiB; with wide registers a signal's frame alone needs half of it. */
    private static final long LEAST = 128 << 10;

    /** Advises; empty when there is no thread to measure, or its stack is small enough already. */
    public static Optional<StackAdvice> of(ProcessStacks stacks) {
        long touched = stacks.mostTouched();
        long size = size(touched, stacks.newThread().guard());
        if (touched == 0 || size >= stacks.newThread().size()) {
            return Optional.empty();
        }
        long frees =
                stacks.threads().stream()
                        .mapToLong(stack -> Math.max(0, stack.reserved() - size))
                        .sum();
        return Optional.of(
                new StackAdvice(
                        new ByteSize(size),
                        new ByteSize(touched),
                        new ByteSize(frees),
                        where(stacks.newThread().cause(), size)));
    }

    /** The guard is a part of the size that some C libraries are told. */
    static long size(long touched, long guard) {
        long wanted = Math.max(LEAST, SAFETY * touched + guard);
        return (wanted + STEP - 1) / STEP * STEP;
    }

    private static String where(SizeCause cause, long size) {
        String attribute = "pthread_attr_setstacksize(&attr, " + size + ")";
        return cause.isLimit()
                ? attribute
                        + ", or without a change of code ulimit -s "
                        + size / 1024
                        + ", in a systemd unit LimitSTACK="
                        + size
                : attribute;
    }
}
