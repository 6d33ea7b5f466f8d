package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Knows the truth of standing.c, and compares an image with it. */
final class Standing {

    static final int PATTERN = 4 << 20;
    static final int SHARED = 64 << 10;
    private static final int PAGE = 4096;

    private final WordSize wordSize;
    private final long pattern;
    private final long shared;

    private Standing(WordSize wordSize, String firstLine) {
        this.wordSize = wordSize;
        String[] addresses = firstLine.split(" ", 2);
        pattern = Long.parseUnsignedLong(addresses[0], 16);
        shared = Long.parseUnsignedLong(addresses[1], 16);
    }

    static Path program(WordSize wordSize) {
        return wordSize == WordSize.BITS_64
                ? NativePrograms.build("standing.c")
                : NativePrograms.build("standing.c", "-m32");
    }

    static Standing of(WordSize wordSize, RunningProgram running) {
        return of(wordSize, running.firstLine());
    }

    static Standing of(WordSize wordSize, String firstLine) {
        return new Standing(wordSize, firstLine);
    }

    long pattern() {
        return pattern;
    }

    long shared() {
        return shared;
    }

    /** Compares each word of the pattern, and the pages that were never touched. */
    void checkPattern(Image image) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(PATTERN).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(image.read(pattern, bytes)).isEqualTo(PATTERN);
        int word = wordSize.bytes();
        long mask = wordSize == WordSize.BITS_64 ? -1 : 0xffffffffL;
        for (int at = 0; at < PATTERN; at += word) {
            long value =
                    wordSize == WordSize.BITS_64
                            ? bytes.getLong(at)
                            : Integer.toUnsignedLong(bytes.getInt(at));
            long expected = at / PAGE % 4 == 0 ? ~(pattern + at) & mask : 0;
            if (value != expected) {
                assertThat(value).as("word at 0x%x", pattern + at).isEqualTo(expected);
            }
        }
    }

    void checkShared(Image image) {
        byte[] bytes = new byte[SHARED];
        assertThat(image.read(shared, ByteBuffer.wrap(bytes))).isEqualTo(SHARED);
        assertThat(bytes).containsOnly(0x5a);
    }

    static List<String> handlers(int threads) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            names.add("handler-" + i);
        }
        return names;
    }
}
