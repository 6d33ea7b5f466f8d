package dev.leakgate.image;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalLong;

/**
 * Describes one thread of an image.
 *
 * @param tid its id
 * @param name as {@code /proc/PID/task/TID/comm} says; {@code ""} when unknown
 * @param registers its general registers
 * @param status its signals and times
 * @param threadPointer address of its thread control block; empty when unknown
 * @param sets its other registers
 */
public record ImageThread(
        int tid,
        String name,
        Registers registers,
        ThreadStatus status,
        OptionalLong threadPointer,
        List<RegisterSet> sets) {

    private static final int USER_DESC_SIZE = 16; /* asm/ldt.h: struct user_desc */

    /** Copies the list. */
    public ImageThread {
        sets = List.copyOf(sets);
    }

    /** Describes a thread, and finds its thread pointer in its registers. */
    public static ImageThread of(
            int tid,
            String name,
            Registers registers,
            ThreadStatus status,
            List<RegisterSet> sets) {
        return new ImageThread(tid, name, registers, status, pointer(registers, sets), sets);
    }

    private static OptionalLong pointer(Registers registers, List<RegisterSet> sets) {
        if (registers.wordSize() == WordSize.BITS_64) {
            long base = registers.value("fs_base");
            return base == 0 ? OptionalLong.empty() : OptionalLong.of(base);
        }
        // A selector is an index, a bit for the table and two for the privilege.
        int entry = (int) registers.value("gs") >>> 3;
        for (RegisterSet set : sets) {
            if (set.type() == RegisterSet.NT_386_TLS) {
                ByteBuffer entries = ByteBuffer.wrap(set.bytes()).order(ByteOrder.LITTLE_ENDIAN);
                while (entries.remaining() >= USER_DESC_SIZE) {
                    int number = entries.getInt(entries.position());
                    long base = Integer.toUnsignedLong(entries.getInt(entries.position() + 4));
                    if (number == entry && base != 0) {
                        return OptionalLong.of(base);
                    }
                    entries.position(entries.position() + USER_DESC_SIZE);
                }
            }
        }
        return OptionalLong.empty();
    }
}
