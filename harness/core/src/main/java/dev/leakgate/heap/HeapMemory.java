package dev.leakgate.heap;

import dev.leakgate.image.FrozenMemory;
import dev.leakgate.units.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads words of a process: single ones, and a window that is moved over a heap.
 *
 * <p>Not thread-safe.
 */
final class HeapMemory {

    /**
     * Size of the window in bytes: a part of the processor's second cache, so that it is read once.
     */
    static final int WINDOW = 256 * 1024;

    private final ByteBuffer single = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
    private final int wordSize;
    private final Memory memory;
    private final @Nullable FrozenMemory frozen;
    private ByteBuffer window;
    private long base;
    private int filled;

    HeapMemory(Memory memory, int wordSize, ByteBuffer window) {
        this.memory = memory;
        this.wordSize = wordSize;
        this.window = window;
        frozen = null;
    }

    /** Reads frozen memory, whose own bytes serve as the window: nothing is copied. */
    HeapMemory(FrozenMemory memory) {
        this.memory = memory;
        wordSize = memory.wordSize().bytes();
        window = single;
        frozen = memory;
    }

    static ByteBuffer newWindow() {
        return ByteBuffer.allocateDirect(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Says whether reading a word costs no system call. */
    boolean isFrozen() {
        return frozen != null;
    }

    /** Says whether frozen memory holds an address: elsewhere a word costs a system call. */
    boolean has(long address) {
        return frozen != null && frozen.spanAt(address) >= 0;
    }

    /** Returns the bytes of a word: 8 or 4. */
    int wordSize() {
        return wordSize;
    }

    /**
     * Reads one word of a structure.
     *
     * @throws BrokenHeapException when there is no memory
     */
    long word(long address) throws BrokenHeapException {
        if (frozen != null && frozen.spanAt(address) >= 0) {
            return frozen.word(address);
        }
        single.clear().limit(wordSize);
        if (memory.read(address, single) != wordSize) {
            throw new BrokenHeapException(String.format("there is no memory at 0x%x", address));
        }
        return wordSize == 8 ? single.getLong(0) : single.getInt(0) & 0xffffffffL;
    }

    /** Reads one word; 0 when there is no memory. */
    long wordOrZero(long address) {
        if (frozen != null) {
            return frozen.word(address);
        }
        single.clear().limit(wordSize);
        if (memory.read(address, single) != wordSize) {
            return 0;
        }
        return wordSize == 8 ? single.getLong(0) : single.getInt(0) & 0xffffffffL;
    }

    /** Moves the window so that it begins at an address; returns how many bytes it holds. */
    int moveTo(long address, long most) {
        base = address;
        if (frozen != null) {
            filled = view(frozen, address, most);
            return filled;
        }
        window.clear().limit((int) Math.max(0, Math.min(WINDOW, most)));
        filled = memory.read(address, window);
        return filled;
    }

    private int view(FrozenMemory from, long address, long most) {
        int span = from.spanAt(address);
        if (span < 0 || most <= 0) {
            return 0;
        }
        int length = (int) Math.min(most, from.end(span) - address);
        window =
                from.bytes(span)
                        .slice((int) (address - from.start(span)), length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        return length;
    }

    /** Forgets what the window holds. */
    void forget() {
        filled = 0;
    }

    /** Says whether the window holds some bytes. */
    boolean holds(long address, int bytes) {
        long at = address - base;
        return at >= 0 && at + bytes <= filled;
    }

    /** Returns where in the window an address is. */
    int offset(long address) {
        return (int) (address - base);
    }

    long at(int offset) {
        return wordSize == 8 ? window.getLong(offset) : window.getInt(offset) & 0xffffffffL;
    }

    int byteAt(int offset) {
        return window.get(offset) & 0xff;
    }

    int shortAt(int offset) {
        return window.getShort(offset) & 0xffff;
    }
}
