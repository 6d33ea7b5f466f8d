package dev.leakgate.linux;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of {@code maps}, {@code smaps} and {@code smaps_rollup}. A line that is none of
 * the kernel's shapes is passed over, together with the figures below it.
 *
 * <p>A kernel prints the same fields in the same order for each mapping. So the key that stood at
 * this place in the last mapping is tried first: one comparison finds most fields.
 */
final class MappingParser implements LineSink {

    /** Lines of one mapping whose keys are remembered; today's kernels print 25. */
    private static final int REMEMBERED = 64;

    private final NameTable names = new NameTable();
    private final MappingEntry entry = new MappingEntry();
    private MappingSink sink = mapping -> {};

    private final byte[][] keys = new byte[REMEMBERED][0];
    private final @Nullable SmapsField[] fields = new @Nullable SmapsField[REMEMBERED];
    private int lineOfEntry;
    private boolean entryOpen;

    /* What the header's steps leave to the next step. */
    private int at;
    private boolean broken;

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
        SmapsField field = fields[place];
        if (field == null) {
            return;
        }
        int digits = ProcText.skipSpaces(text, keyEnd, to);
        int unit = ProcText.skipDigits(text, digits, to);
        // Up to 15 digits of kB do not overflow as bytes.
        if (digits < unit
                && unit - digits <= 15
                && to - unit == 3
                && text[unit] == ' '
                && text[unit + 1] == 'k'
                && text[unit + 2] == 'B') {
            entry.put(field, ProcText.decimal(text, digits, unit) << 10);
        }
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
