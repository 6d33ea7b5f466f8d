package dev.leakgate.linux;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of {@code maps}, {@code smaps} and {@code smaps_rollup}. A line that is none of
 * the kernel's shapes is passed over, together with the figures below it.
 *
 * <p>A kernel prints the same fields in the same order for each mapping, and most figures are those
 * of a mapping before: zero. So each line is first compared, as a whole, with the one that stood at
 * its place before; a line that differs is first compared with that one's key. 60,000 mappings of
 * 24 lines are 43 MB, of which so no byte is looked at twice.
 */
final class MappingParser implements LineSink {

    /** Lines of one mapping whose keys are remembered; today's kernels print 25. */
    private static final int REMEMBERED = 64;

    private final NameTable names = new NameTable();
    private final MappingEntry entry = new MappingEntry();
    private MappingSink sink = mapping -> {};

    /** Longer lines are compared by their key alone. */
    private static final int LONGEST_REMEMBERED = 128;

    /* By the place of a line in its mapping: the line with its line feed, and what it said. */
    private final byte[][] lines = new byte[REMEMBERED][];
    private final byte[][] keys = new byte[REMEMBERED][];
    private final @Nullable SmapsField[] fields = new @Nullable SmapsField[REMEMBERED];
    private final long[] figures = new long[REMEMBERED];
    private int lineOfEntry;
    private boolean entryOpen;

    /* What the header's steps leave to the next step. */
    private int at;
    private boolean broken;

    MappingParser() {
        byte[] none = {};
        Arrays.fill(lines, none);
        Arrays.fill(keys, none);
    }

    /** Starts a listing; what is left of one that broke off is forgotten. */
    void begin(MappingSink into) {
        sink = into;
        entryOpen = false;
    }

    @Override
    public void line(byte[] text, int from, int to) {
        if (from < to && text[from] >= 'A' && text[from] <= 'Z') {
            if (entryOpen) {
                field(text, from, to);
            }
            return;
        }
        end();
        entryOpen = header(text, from, to);
        lineOfEntry = 0;
    }

    @Override
    public int knownLines(byte[] text, int from, int to) {
        int next = from;
        while (entryOpen && lineOfEntry < REMEMBERED) {
            byte[] line = lines[lineOfEntry];
            int end = next + line.length;
            if (line.length == 0
                    || end > to
                    || !Arrays.equals(text, next, end, line, 0, line.length)) {
                return next;
            }
            put(lineOfEntry++);
            next = end;
        }
        return next;
    }

    private void put(int place) {
        SmapsField field = fields[place];
        if (field != null && figures[place] != MappingEntry.ABSENT) {
            entry.put(field, figures[place]);
        }
    }

    /** Hands over the last mapping. */
    void end() {
        if (entryOpen) {
            entryOpen = false;
            sink.mapping(entry);
        }
    }

    /** Reads {@code 55cc43aa2000-55cc43aa4000 r--p 00000000 fe:00 260131 /usr/bin/cat}. */
    private boolean header(byte[] text, int from, int to) {
        at = from;
        broken = false;
        long start = hex(text, to, '-');
        long end = hex(text, to, ' ');
        int permissions = permissions(text, to);
        long offset = hex(text, to, ' ');
        long major = hex(text, to, ':');
        long minor = hex(text, to, ' ');
        int inodeEnd = ProcText.skipDigits(text, at, to);
        long inode = ProcText.decimal(text, at, inodeEnd);
        if (broken || inode < 0 || Long.compareUnsigned(start, end) > 0) {
            return false;
        }
        int nameAt = ProcText.skipSpaces(text, inodeEnd, to);
        String name = names.name(text, nameAt, to);
        entry.begin(start, end, permissions, offset, (major << 20) | minor, inode, name);
        return true;
    }

    private long hex(byte[] text, int to, char behind) {
        int end = ProcText.skipHexDigits(text, at, to);
        if (broken || end == at || end - at > 16 || end == to || text[end] != behind) {
            broken = true;
            return 0;
        }
        long value = ProcText.hexadecimal(text, at, end);
        at = end + 1;
        return value;
    }

    private int permissions(byte[] text, int to) {
        if (broken || to - at < 5 || text[at + 4] != ' ') {
            broken = true;
            return 0;
        }
        int permissions =
                (text[at] == 'r' ? MappingEntry.READ : 0)
                        | (text[at + 1] == 'w' ? MappingEntry.WRITE : 0)
                        | (text[at + 2] == 'x' ? MappingEntry.EXECUTE : 0)
                        | (text[at + 3] == 's' ? MappingEntry.SHARED : 0);
        at += 5;
        return permissions;
    }

    /** Reads {@code Private_Dirty: 136 kB}. */
    private void field(byte[] text, int from, int to) {
        int place = Math.min(lineOfEntry++, REMEMBERED - 1);
        byte[] key = keys[place];
        int keyEnd = from + key.length;
        if (key.length == 0
                || keyEnd > to
                || !Arrays.equals(text, from, keyEnd, key, 0, key.length)) {
            keyEnd = learn(place, text, from, to);
        }
        figures[place] = figure(text, keyEnd, to);
        put(place);
        remember(place, text, from, to);
    }

    /** Reads what stands behind the key, in bytes; absent when it is no number of kB. */
    private static long figure(byte[] text, int keyEnd, int to) {
        int digits = ProcText.skipSpaces(text, keyEnd, to);
        int unit = ProcText.skipDigits(text, digits, to);
        // Up to 15 digits of kB do not overflow as bytes.
        if (digits < unit
                && unit - digits <= 15
                && to - unit == 3
                && text[unit] == ' '
                && text[unit + 1] == 'k'
                && text[unit + 2] == 'B') {
            return ProcText.decimal(text, digits, unit) << 10;
        }
        return MappingEntry.ABSENT;
    }

    private void remember(int place, byte[] text, int from, int to) {
        int length = to - from;
        byte[] line = lines[place];
        if (length > LONGEST_REMEMBERED) {
            lines[place] = new byte[0];
            return;
        }
        if (line.length != length + 1) {
            line = new byte[length + 1];
            line[length] = '\n';
            lines[place] = line;
        }
        System.arraycopy(text, from, line, 0, length);
    }

    /** Remembers the key of this line, known or not, for the next mapping; gives the key's end. */
    private int learn(int place, byte[] text, int from, int to) {
        int colon = from;
        while (colon < to && text[colon] != ':') {
            colon++;
        }
        int keyEnd = Math.min(colon + 1, to);
        fields[place] = null;
        for (SmapsField field : SmapsField.values()) {
            if (field.isKey(text, from, keyEnd)) {
                fields[place] = field;
            }
        }
        keys[place] = keyEnd - from <= 64 ? Arrays.copyOfRange(text, from, keyEnd) : new byte[0];
        return keyEnd;
    }
}
