package dev.leakgate.stack;

import dev.leakgate.units.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * Describes one stack.
 *
 * @param tid the thread's id; 0 for a thread that has ended
 * @param name the thread's name; empty when unknown
 * @param kind whose it is
 * @param stackPointer where the thread is; 0 when it runs and was not stopped, or has ended
 * @param framePointer what its register of that name holds, any value in code that keeps none; 0
 *     when unknown, as of a process that goes on
 * @param start lowest address that the thread may use, above the guard; 0 when unknown
 * @param end address behind the last; 0 when unknown
 * @param guard bytes below that nobody may touch
 * @param touched bytes from the end down to the lowest page that has anything in it: how deep the
 *     thread ever was
 * @param growsTo how large the main thread's may become, in bytes; −1 for no limit; 0 for others
 * @param cause where the size comes from
 * @param elsewhere what the stack pointer points to when that is another memory: a signal's or a
 *     coroutine's stack; null when it is in this one, or is unknown
 */
public record ThreadStack(
        int tid,
        String name,
        StackKind kind,
        long stackPointer,
        long framePointer,
        long start,
        long end,
        long guard,
        long touched,
        long growsTo,
        SizeCause cause,
        @Nullable String elsewhere) {

    /** Returns the bytes that the thread may use; of the main thread those that are mapped. */
    public long reserved() {
        return end - start;
    }

    /** Says whether the frame pointer is one: whether it points into the stack. */
    public boolean hasFrame() {
        return Long.compareUnsigned(framePointer, start) >= 0
                && Long.compareUnsigned(framePointer, end) < 0;
    }

    /** Says whether the stack pointer is in the guard: the stack was too small. */
    public boolean overflowed() {
        return stackPointer != 0
                && Long.compareUnsigned(stackPointer, start - guard) >= 0
                && Long.compareUnsigned(stackPointer, start) < 0;
    }

    /** Prints {@code router-3 (4711): 32 MiB reserved, 12 KiB touched}. */
    @Override
    public String toString() {
        return (name.isEmpty() ? kind.text() : name)
                + " ("
                + tid
                + "): "
                + new ByteSize(reserved())
                + " reserved, "
                + new ByteSize(touched)
                + " touched";
    }
}
