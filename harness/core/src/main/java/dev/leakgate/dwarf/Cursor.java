package dev.leakgate.dwarf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads numbers and texts one after the other, within bounds. */
final class Cursor {

    private static final int LONGEST_TEXT = 1 << 12;
    private static final int PAYLOAD = 0x7f; /* of a byte of LEB128 */
    private static final int MORE = 0x80;

    private final ByteBuffer bytes;
    private final int end;
    private int at;

    Cursor(ByteBuffer bytes, long from, long end) throws MalformedDwarfException {
        this.bytes = bytes;
        if (from < 0 || end > bytes.limit() || from > end) {
            throw new MalformedDwarfException("a reference leads out of its section");
        }
        at = (int) from;
        this.end = (int) end;
    }

    int position() {
        return at;
    }

    boolean hasMore() {
        return at < end;
    }

    private int step(long length) throws MalformedDwarfException {
        if (length < 0 || length > end - at) {
            throw new MalformedDwarfException("an entry leads out of its unit");
        }
        int from = at;
        at += (int) length;
        return from;
    }

    void skip(long length) throws MalformedDwarfException {
        step(length);
    }

    /** Reads a number of 1, 2, 3, 4 or 8 bytes without sign. */
    long number(int size) throws MalformedDwarfException {
        int from = step(size);
        return switch (size) {
            case 1 -> bytes.get(from) & 0xff;
            case 2 -> bytes.getShort(from) & 0xffff;
            case 3 -> (bytes.getShort(from) & 0xffff) | ((bytes.get(from + 2) & 0xff) << 16);
            case 4 -> bytes.getInt(from) & 0xffffffffL;
            default -> bytes.getLong(from);
        };
    }

    /** Reads a LEB128 without sign; of what is too long for a number the upper bits are lost. */
    long unsigned() throws MalformedDwarfException {
        long value = 0;
        int shift = 0;
        while (true) {
            int next = bytes.get(step(1));
            value |= shift < Long.SIZE ? (long) (next & PAYLOAD) << shift : 0;
            shift += 7;
            if ((next & MORE) == 0) {
                return value;
            }
        }
    }

    /** Reads a LEB128 with sign. */
    long signed() throws MalformedDwarfException {
        long value = 0;
        int shift = 0;
        while (true) {
            int next = bytes.get(step(1));
            value |= shift < Long.SIZE ? (long) (next & PAYLOAD) << shift : 0;
            shift += 7;
            if ((next & MORE) == 0) {
                return (next & 0x40) != 0 && shift < Long.SIZE ? value | (-1L << shift) : value;
            }
        }
    }

    void skipText() throws MalformedDwarfException {
        while (bytes.get(step(1)) != 0) {
            // The next one may be its end.
        }
    }

    /** Reads a text up to its NUL, or as much of it as a name may have. */
    String text() {
        int length = 0;
        int most = Math.min(end - at, LONGEST_TEXT);
        while (length < most && bytes.get(at + length) != 0) {
            length++;
        }
        byte[] text = new byte[length];
        bytes.get(at, text);
        at += length;
        return new String(text, StandardCharsets.UTF_8);
    }
}
