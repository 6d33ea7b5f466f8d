package dev.leakgate.linux;

import java.nio.file.Path;

/**
 * Tells what a copy by fork lacks because the process has it wiped there, as libraries do with the
 * state of random numbers. The copy's own listing says so, and reading it stalls nobody but the
 * copy, which never runs.
 */
public final class WipedInCopies implements LineSink {

    private static final byte[] KEY = {'V', 'm', 'F', 'l', 'a', 'g', 's', ':'};

    private long start;
    private long end;
    private long bytes;

    private WipedInCopies() {}

    /**
     * Sums the mappings that the copy got as zeros.
     *
     * @param copy pid of the copy
     * @return bytes; 0 when the copy has gone
     */
    public static long bytes(int copy) {
        WipedInCopies sum = new WipedInCopies();
        Path listing = Path.of("/proc/" + copy + "/smaps");
        ProcFile.Outcome outcome = new ProcFile().lines(listing, sum, null, true);
        return outcome == ProcFile.Outcome.READ ? sum.bytes : 0;
    }

    @Override
    public void line(byte[] text, int from, int to) {
        if (from == to) {
            return;
        }
        if (text[from] < 'A' || text[from] > 'Z') {
            range(text, from, to);
        } else if (isFlags(text, from, to) && hasWipe(text, from + KEY.length, to)) {
            bytes += end - start;
        }
    }

    /** Reads {@code 55cc43aa2000-55cc43aa4000 r--p …}. */
    private void range(byte[] text, int from, int to) {
        int at = from;
        start = 0;
        end = 0;
        for (; at < to && text[at] != '-'; at++) {
            start = start << 4 | Character.digit(text[at], 16);
        }
        for (at++; at < to && text[at] != ' '; at++) {
            end = end << 4 | Character.digit(text[at], 16);
        }
    }

    private static boolean isFlags(byte[] text, int from, int to) {
        boolean is = to - from > KEY.length;
        for (int i = 0; is && i < KEY.length; i++) {
            is = text[from + i] == KEY[i];
        }
        return is;
    }

    /** Looks for the flag " wf" (Documentation/filesystems/proc.rst: wipe on fork). */
    private static boolean hasWipe(byte[] text, int from, int to) {
        for (int at = from; at + 2 < to; at++) {
            if (text[at] == ' ' && text[at + 1] == 'w' && text[at + 2] == 'f') {
                return true;
            }
        }
        return false;
    }
}
