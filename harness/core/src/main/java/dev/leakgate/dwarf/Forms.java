package dev.leakgate.dwarf;

import static dev.leakgate.dwarf.Dwarf.*;

import java.nio.ByteBuffer;

/** Reads and passes values by the form in which they stand: DWARF 5, 7.5.6. */
final class Forms {

    private Forms() {}

    static void skip(Cursor cursor, int form, UnitHeader unit) throws MalformedDwarfException {
        switch (form) {
            case DW_FORM_flag_present, DW_FORM_implicit_const -> {
                // Stands in the abbreviation alone.
            }
            case DW_FORM_data1, DW_FORM_ref1, DW_FORM_flag, DW_FORM_strx1, DW_FORM_addrx1 ->
                    cursor.skip(1);
            case DW_FORM_data2, DW_FORM_ref2, DW_FORM_strx2, DW_FORM_addrx2 -> cursor.skip(2);
            case DW_FORM_strx3, DW_FORM_addrx3 -> cursor.skip(3);
            case DW_FORM_data4, DW_FORM_ref4, DW_FORM_ref_sup4, DW_FORM_strx4, DW_FORM_addrx4 ->
                    cursor.skip(4);
            case DW_FORM_data8, DW_FORM_ref8, DW_FORM_ref_sig8, DW_FORM_ref_sup8 -> cursor.skip(8);
            case DW_FORM_data16 -> cursor.skip(16);
            case DW_FORM_addr -> cursor.skip(unit.addressSize());
            case DW_FORM_ref_addr ->
                    cursor.skip(unit.version() == 2 ? unit.addressSize() : unit.offsetSize());
            case DW_FORM_strp,
                    DW_FORM_line_strp,
                    DW_FORM_strp_sup,
                    DW_FORM_sec_offset,
                    DW_FORM_GNU_ref_alt,
                    DW_FORM_GNU_strp_alt ->
                    cursor.skip(unit.offsetSize());
            case DW_FORM_sdata,
                    DW_FORM_udata,
                    DW_FORM_ref_udata,
                    DW_FORM_strx,
                    DW_FORM_addrx,
                    DW_FORM_loclistx,
                    DW_FORM_rnglistx ->
                    cursor.unsigned();
            case DW_FORM_string -> cursor.skipText();
            case DW_FORM_block1 -> cursor.skip(cursor.number(1));
            case DW_FORM_block2 -> cursor.skip(cursor.number(2));
            case DW_FORM_block4 -> cursor.skip(cursor.number(4));
            case DW_FORM_block, DW_FORM_exprloc -> cursor.skip(cursor.unsigned());
            case DW_FORM_indirect -> {
                int real = (int) cursor.unsigned();
                if (real == DW_FORM_indirect) {
                    throw new MalformedDwarfException("a form leads to itself");
                }
                skip(cursor, real, unit);
            }
            default -> throw new MalformedDwarfException("an attribute has an unknown form");
        }
    }

    /** Reads a number; {@link Entry#NONE} where an expression stands. */
    static long number(Cursor cursor, int form, long constant, UnitHeader unit)
            throws MalformedDwarfException {
        return switch (form) {
            case DW_FORM_data1 -> cursor.number(1);
            case DW_FORM_data2 -> cursor.number(2);
            case DW_FORM_data4 -> cursor.number(4);
            case DW_FORM_data8 -> cursor.number(8);
            case DW_FORM_udata -> cursor.unsigned();
            case DW_FORM_sdata -> cursor.signed();
            case DW_FORM_sec_offset -> cursor.number(unit.offsetSize());
            case DW_FORM_implicit_const -> constant;
            default -> {
                skip(cursor, form, unit);
                yield Entry.NONE;
            }
        };
    }

    /**
     * Reads where in .debug_info another entry stands; {@link Entry#NONE} where it is elsewhere.
     */
    static long reference(Cursor cursor, int form, UnitHeader unit) throws MalformedDwarfException {
        return switch (form) {
            case DW_FORM_ref1 -> unit.begin() + cursor.number(1);
            case DW_FORM_ref2 -> unit.begin() + cursor.number(2);
            case DW_FORM_ref4 -> unit.begin() + cursor.number(4);
            case DW_FORM_ref8 -> unit.begin() + cursor.number(8);
            case DW_FORM_ref_udata -> unit.begin() + cursor.unsigned();
            default -> {
                skip(cursor, form, unit);
                yield Entry.NONE;
            }
        };
    }

    /**
     * Reads a text.
     *
     * @param at where in .debug_info the attribute stands
     * @param strings where in .debug_str_offsets those of the unit begin
     */
    static String text(DebugSections sections, int form, long at, UnitHeader unit, long strings)
            throws MalformedDwarfException {
        Cursor cursor = new Cursor(sections.info(), at, unit.end());
        return switch (form) {
            case DW_FORM_string -> cursor.text();
            case DW_FORM_strp -> text(sections.strings(), cursor.number(unit.offsetSize()));
            case DW_FORM_line_strp ->
                    text(sections.lineStrings(), cursor.number(unit.offsetSize()));
            case DW_FORM_strx -> indexed(sections, unit, strings, cursor.unsigned());
            case DW_FORM_strx1 -> indexed(sections, unit, strings, cursor.number(1));
            case DW_FORM_strx2 -> indexed(sections, unit, strings, cursor.number(2));
            case DW_FORM_strx3 -> indexed(sections, unit, strings, cursor.number(3));
            case DW_FORM_strx4 -> indexed(sections, unit, strings, cursor.number(4));
            default -> "";
        };
    }

    private static String text(ByteBuffer section, long offset) throws MalformedDwarfException {
        return new Cursor(section, offset, section.limit()).text();
    }

    private static String indexed(DebugSections sections, UnitHeader unit, long base, long index)
            throws MalformedDwarfException {
        if (index > Integer.MAX_VALUE) {
            throw new MalformedDwarfException("a text's index leads out of its section");
        }
        ByteBuffer offsets = sections.stringOffsets();
        long at = base + index * unit.offsetSize();
        return text(
                sections.strings(),
                new Cursor(offsets, at, offsets.limit()).number(unit.offsetSize()));
    }
}
