package dev.leakgate.image;

import java.util.stream.LongStream;

/** Reads and prints words that the kernel keeps for a process, one a line, in hexadecimal. */
final class KernelHeldText {

    private static final int MOST_DIGITS = 16;

    private KernelHeldText() {}

    static String print(long[] words) {
        StringBuilder text = new StringBuilder();
        for (long word : words) {
            text.append(Long.toHexString(word)).append('\n');
        }
        return text.toString();
    }

    /** Reads the lines that are such words, and passes over others. */
    static long[] parse(String text) {
        return text.lines()
                .flatMapToLong(line -> isWord(line) ? word(line) : LongStream.empty())
                .toArray();
    }

    private static LongStream word(String line) {
        return LongStream.of(Long.parseUnsignedLong(line, 16));
    }

    private static boolean isWord(String line) {
        return !line.isEmpty()
                && line.length() <= MOST_DIGITS
                && line.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
