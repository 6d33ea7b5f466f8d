package dev.leakgate.content;

import dev.leakgate.units.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Holds objects one behind the other, as a test writes them. */
final class MadeMemory implements Memory {

    private static final long START = 0x5000_0000L;

    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 22).order(ByteOrder.LITTLE_ENDIAN);
    private final List<long[]> objects = new ArrayList<>();

    /** Writes bytes that are no object; returns where. */
    long text(String text) {
        long address = START + bytes.position();
        bytes.put(text.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
        bytes.position(bytes.position() + 15 & -16);
        return address;
    }

    /** Writes an object: words, then a text, and zeros up to its size. */
    MadeMemory object(int size, String text, long... words) {
        int begin = bytes.position();
        for (long word : words) {
            bytes.putLong(word);
        }
        bytes.put(text.getBytes(StandardCharsets.ISO_8859_1));
        bytes.position(begin + size);
        objects.add(new long[] {START + begin, size});
        return this;
    }

    @Override
    public int read(long address, ByteBuffer into) {
        long at = address - START;
        if (at < 0 || at >= bytes.position()) {
            return 0;
        }
        int length = (int) Math.min(into.remaining(), bytes.position() - at);
        into.put(into.position(), bytes, (int) at, length);
        into.position(into.position() + length);
        return length;
    }

    long count() {
        return objects.size();
    }

    ObjectCursor objects() {
        return new ObjectCursor() {
            private int index = -1;

            @Override
            public boolean next() {
                return ++index < objects.size();
            }

            @Override
            public long address() {
                return objects.get(index)[0];
            }

            @Override
            public long size() {
                return objects.get(index)[1];
            }
        };
    }
}
