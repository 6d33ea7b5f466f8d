package dev.leakgate.dwarf;

import dev.leakgate.dwarf.Abbreviations.Kind;

/** Holds what is asked of one debugging information entry; filled anew for each. */
final class Entry {

    /* What a number is that is not there. */
    static final long NONE = -1;

    private final UnitHeader unit;
    private int tag;
    private boolean children;
    private long size;
    private long type;
    private long location;
    private long stringsBase;
    private boolean declaration;
    private int nameForm;
    private long nameValue;
    private int begin;

    Entry(UnitHeader unit) {
        this.unit = unit;
    }

    /** Reads the entry at a cursor; false when it is the end of a list of children. */
    boolean read(Cursor cursor, Abbreviations abbreviations) throws MalformedDwarfException {
        begin = cursor.position();
        size = NONE;
        type = NONE;
        location = NONE;
        stringsBase = NONE;
        declaration = false;
        nameForm = 0;
        long code = cursor.unsigned();
        if (code == 0) {
            return false;
        }
        Kind kind = abbreviations.of(code);
        tag = kind.tag();
        children = kind.hasChildren();
        for (int i = 0; i < kind.count(); i++) {
            attribute(cursor, kind.name(i), kind.form(i), kind.constant(i));
        }
        return true;
    }

    private void attribute(Cursor cursor, int name, int form, long constant)
            throws MalformedDwarfException {
        switch (name) {
            case Dwarf.DW_AT_name -> {
                nameForm = form;
                nameValue = cursor.position();
                Forms.skip(cursor, form, unit);
            }
            case Dwarf.DW_AT_byte_size -> size = Forms.number(cursor, form, constant, unit);
            case Dwarf.DW_AT_data_member_location ->
                    location = Forms.number(cursor, form, constant, unit);
            case Dwarf.DW_AT_type -> type = Forms.reference(cursor, form, unit);
            case Dwarf.DW_AT_str_offsets_base ->
                    stringsBase = Forms.number(cursor, form, constant, unit);
            case Dwarf.DW_AT_declaration -> {
                declaration = true;
                Forms.skip(cursor, form, unit);
            }
            default -> Forms.skip(cursor, form, unit);
        }
    }

    int tag() {
        return tag;
    }

    boolean hasChildren() {
        return children;
    }

    /** Returns where it stands in its section. */
    int begin() {
        return begin;
    }

    /** Returns its DW_AT_byte_size; {@link #NONE} without. */
    long size() {
        return size;
    }

    /** Returns where in the section its DW_AT_type stands; {@link #NONE} without. */
    long type() {
        return type;
    }

    /** Returns its DW_AT_data_member_location; {@link #NONE} without, or for an expression. */
    long location() {
        return location;
    }

    long stringsBase() {
        return stringsBase;
    }

    boolean isDeclaration() {
        return declaration;
    }

    /** Reads its name; {@code ""} without one. */
    String name(DebugSections sections, long strings) throws MalformedDwarfException {
        return nameForm == 0 ? "" : Forms.text(sections, nameForm, nameValue, unit, strings);
    }
}
