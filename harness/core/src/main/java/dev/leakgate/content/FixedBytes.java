package dev.leakgate.content;

import dev.leakgate.units.Memory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Describes records without a text by their first bytes: those that all have, and those that vary.
 */
final class FixedBytes {

    private static final int SHOWN = 32;
    private static final int IN_A_GROUP = 4;

    /* Fewer than these are alike by chance. */
    private static final int LEAST_ALIKE = 4;

    private static final int LEAST_OBJECTS = 4;

    private FixedBytes() {}

    /**
     * Writes {@code 52555445 01000000 ..…} with two points for a byte that varies.
     *
     * @param sample address and size of each object
     * @return empty when they have nothing but zeros in common
     */
    static Optional<String> of(Memory memory, List<long[]> sample) {
        byte[] first = new byte[SHOWN];
        boolean[] varies = new boolean[SHOWN];
        int length = SHOWN;
        int objects = 0;
        ByteBuffer buffer = ByteBuffer.allocate(SHOWN);
        for (long[] object : sample) {
            buffer.clear().limit((int) Math.min(SHOWN, object[1]));
            length = Math.min(length, memory.read(object[0], buffer));
            for (int i = 0; i < length; i++) {
                if (objects == 0) {
                    first[i] = buffer.get(i);
                }
                varies[i] |= first[i] != buffer.get(i);
            }
            objects++;
        }
        int alike = 0;
        for (int i = 0; i < length; i++) {
            alike += !varies[i] && first[i] != 0 ? 1 : 0;
        }
        return objects < LEAST_OBJECTS || alike < LEAST_ALIKE
                ? Optional.empty()
                : Optional.of(text(first, varies, length));
    }

    private static String text(byte[] first, boolean[] varies, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            if (i > 0 && i % IN_A_GROUP == 0) {
                text.append(' ');
            }
            text.append(varies[i] ? ".." : String.format("%02x", first[i]));
        }
        return text.toString();
    }
}
