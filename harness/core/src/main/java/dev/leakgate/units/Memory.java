package dev.leakgate.units;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads bytes at addresses of a process, whether it runs or was frozen. */
public interface Memory {

    /**
     * Reads as many bytes as the buffer has room for, and moves its position behind them. Never
     * fails at a hole.
     *
     * @param address any, mapped or not; unsigned
     * @return how many bytes were readable: fewer than there was room for at the edge of a hole, 0
     *     in a hole
     */
    int read(long address, ByteBuffer into);

    /** Says whether these bytes stand at an address. */
    default boolean has(long address, byte[] bytes) {
        ByteBuffer there = ByteBuffer.allocate(bytes.length);
        return read(address, there) == bytes.length && Arrays.equals(there.array(), bytes);
    }
}
