package dev.leakgate.dwarf;

import java.nio.ByteBuffer;

/**
 * Describes one unit of .debug_info.
 *
 * @param begin where it stands
 * @param entries where its first entry stands
 * @param end behind its last
 * @param offsetSize bytes of an offset: 4, or 8 in DWARF's own 64-bit format
 * @param addressSize bytes of an address
 */
record UnitHeader(
        int begin,
        int entries,
        int end,
        int version,
        int offsetSize,
        int addressSize,
        long abbreviations) {

    private static final long FORMAT_64 = 0xffffffffL;
    private static final int OLDEST = 2;
    private static final int NEWEST = 5;

    static UnitHeader read(ByteBuffer info, int begin) throws MalformedDwarfException {
        Cursor cursor = new Cursor(info, begin, info.limit());
        long length = cursor.number(4);
        int offsetSize = 4;
        if (length == FORMAT_64) {
            length = cursor.number(8);
            offsetSize = 8;
        }
        long end = cursor.position() + length;
        if (length < 0 || end > info.limit() || end < 0) {
            throw new MalformedDwarfException("a unit leads out of its section");
        }
        int version = (int) cursor.number(2);
        if (version < OLDEST || version > NEWEST) {
            // Its length is known: the next one may be readable.
            return new UnitHeader(begin, (int) end, (int) end, version, offsetSize, 0, 0);
        }
        int kind = version == NEWEST ? (int) cursor.number(1) : 0;
        int addressSize = version == NEWEST ? (int) cursor.number(1) : 0;
        long abbreviations = cursor.number(offsetSize);
        addressSize = version == NEWEST ? addressSize : (int) cursor.number(1);
        switch (kind) {
            case Dwarf.DW_UT_type, Dwarf.DW_UT_split_type -> cursor.skip(8L + offsetSize);
            case Dwarf.DW_UT_skeleton, Dwarf.DW_UT_split_compile -> cursor.skip(8);
            default -> {
                // Nothing else stands before the entries.
            }
        }
        int entries = cursor.position();
        return new UnitHeader(
                begin,
                Math.min(entries, (int) end),
                (int) end,
                version,
                offsetSize,
                addressSize,
                abbreviations);
    }
}
