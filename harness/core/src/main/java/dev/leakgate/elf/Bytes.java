package dev.leakgate.elf;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads and writes words of either width, and texts that end in NUL. */
final class Bytes {

    private static final long LOW_32 = 0xffffffffL;

    private Bytes() {}

    static ByteBuffer allocate(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static long word(ByteBuffer bytes, int at, WordSize wordSize) {
        return wordSize == WordSize.BITS_64 ? bytes.getLong(at) : bytes.getInt(at) & LOW_32;
    }

    static long word(ByteBuffer bytes, WordSize wordSize) {
        return wordSize == WordSize.BITS_64 ? bytes.getLong() : bytes.getInt() & LOW_32;
    }

    static void putWord(ByteBuffer bytes, int at, WordSize wordSize, long value) {
        if (wordSize == WordSize.BITS_64) {
            bytes.putLong(at, value);
        } else {
            bytes.putInt(at, (int) value);
        }
    }

    static void putWord(ByteBuffer bytes, WordSize wordSize, long value) {
        putWord(bytes, bytes.position(), wordSize, value);
        bytes.position(bytes.position() + wordSize.bytes());
    }

    /** Reads a text up to its NUL, or as far as there is room. */
    static String text(byte[] bytes, int from, int room) {
        int end = from;
        int last = Math.min(bytes.length, from + room);
        while (end < last && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, Math.max(0, end - from), StandardCharsets.UTF_8);
    }

    /** Writes a text and a NUL behind it, cut to the room that there is. */
    static void putText(ByteBuffer bytes, int at, int room, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(encoded.length, room - 1);
        for (int i = 0; i < length; i++) {
            bytes.put(at + i, encoded[i]);
        }
        bytes.put(at + length, (byte) 0);
    }
}
