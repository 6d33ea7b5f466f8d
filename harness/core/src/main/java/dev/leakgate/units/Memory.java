package dev.leakgate.units;

import java.nio.ByteBuffer;

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
}
