package dev.leakgate.type;

import dev.leakgate.units.Memory;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a few words at a time. Not thread-safe. */
final class Words {

    private final Memory memory;
    private final ByteBuffer bytes;
    private final boolean wide;
    private final int size;
    private int loaded;

    /**
     * Reads words of this memory.
     *
     * @param most words to read at once
     */
    Words(Memory memory, WordSize wordSize, int most) {
        this.memory = memory;
        wide = wordSize == WordSize.BITS_64;
        size = wordSize.bytes();
        bytes = ByteBuffer.allocateDirect(most * size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Gives the bytes of a word. */
    int size() {
        return size;
    }

    /** Reads so many words; returns how many are there. */
    int load(long address, int words) {
        bytes.clear().limit(Math.min(words * size, bytes.capacity()));
        loaded = memory.read(address, bytes) / size;
        return loaded;
    }

    /** Gives one of the words that were read last, unsigned when it has 32 bits. */
    long get(int index) {
        return wide ? bytes.getLong(index * size) : bytes.getInt(index * size) & 0xffffffffL;
    }

    /** Gives one of the words that were read last, as a signed number. */
    long signed(int index) {
        return wide ? bytes.getLong(index * size) : bytes.getInt(index * size);
    }

    /** Gives one byte of the words that were read last. */
    byte byteAt(int index) {
        return bytes.get(index);
    }

    /**
     * Reads a text that ends in NUL.
     *
     * @return {@code ""} when there is none: no memory, nothing printable, or no end
     */
    static String text(Memory memory, long address, int longest) {
        int piece = Math.min(64, longest);
        byte[] bytes = new byte[piece];
        while (true) {
            int there = memory.read(address, ByteBuffer.wrap(bytes));
            for (int i = 0; i < there; i++) {
                if (bytes[i] == 0) {
                    byte[] text = Arrays.copyOf(bytes, i);
                    return isText(text) ? new String(text, StandardCharsets.UTF_8) : "";
                }
            }
            if (there < bytes.length || bytes.length >= longest) {
                return "";
            }
            bytes = new byte[Math.min(longest, bytes.length * 8)];
        }
    }

    private static boolean isText(byte[] bytes) {
        for (byte each : bytes) {
            boolean space = each == '\n' || each == '\r' || each == '\t';
            if ((each >= 0 && each < ' ' && !space) || each == 0x7f) {
                return false;
            }
        }
        return true;
    }
}
