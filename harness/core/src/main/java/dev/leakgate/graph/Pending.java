package dev.leakgate.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the chunks that are found and not yet scanned: the newest ones as a stack, those that have
 * no room there as bits. So the largest heap needs no more than 16 MiB and a bit for each slot.
 */
final class Pending {

    private static final int MOST = 1 << 21;

    private final long slots;
    private long[] stack = new long[1 << 10];
    private int size;
    private @Nullable SlotSet rest;
    private long lowest;
    private boolean hasRest;

    Pending(long slots) {
        this.slots = slots;
    }

    void push(long slot) {
        if (size == stack.length) {
            if (size == MOST) {
                putAside(slot);
                return;
            }
            stack = Arrays.copyOf(stack, 2 * size);
        }
        stack[size++] = slot;
    }

    private void putAside(long slot) {
        SlotSet aside = rest == null ? new SlotSet(slots) : rest;
        rest = aside;
        aside.add(slot);
        lowest = hasRest ? Math.min(lowest, slot) : slot;
        hasRest = true;
    }

    /** Returns one and forgets it; −1 when there is none. */
    long pop() {
        if (size > 0) {
            return stack[--size];
        }
        if (hasRest && rest != null) {
            long next = rest.next(lowest);
            if (next >= 0) {
                rest.remove(next);
                lowest = next;
                return next;
            }
            hasRest = false;
        }
        return -1;
    }
}
