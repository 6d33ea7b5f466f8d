package dev.leakgate.dwarf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Knows what the entries of a unit consist of, by their codes. */
final class Abbreviations {

    private static final int MOST = 1 << 16;
    private static final int FIRST_ATTRIBUTES = 8;
    private static final int MOST_ATTRIBUTES = FIRST_ATTRIBUTES << 7;

    /* 16 bytes each. */
    private static final int MOST_OF_ALL = 1 << 20;

    /** Says what one kind of entry consists of. */
    static final class Kind {

        private final int tag;
        private final boolean children;
        private int[] names = new int[FIRST_ATTRIBUTES];
        private int[] forms = new int[FIRST_ATTRIBUTES];
        private long[] constants = new long[FIRST_ATTRIBUTES];
        private int count;

        Kind(int tag, boolean children) {
            this.tag = tag;
            this.children = children;
        }

        private void add(int name, int form, long constant) throws MalformedDwarfException {
            if (count == names.length) {
                if (count == MOST_ATTRIBUTES) {
                    throw new MalformedDwarfException("an entry has too many attributes");
                }
                names = Arrays.copyOf(names, 2 * count);
                forms = Arrays.copyOf(forms, 2 * count);
                constants = Arrays.copyOf(constants, 2 * count);
            }
            names[count] = name;
            forms[count] = form;
            constants[count++] = constant;
        }

        int tag() {
            return tag;
        }

        boolean hasChildren() {
            return children;
        }

        /** Returns the number of its attributes. */
        int count() {
            return count;
        }

        int name(int attribute) {
            return names[attribute];
        }

        int form(int attribute) {
            return forms[attribute];
        }

        /** Returns a value that stands here and not with the entry. */
        long constant(int attribute) {
            return constants[attribute];
        }
    }

    private final Map<Long, Kind> kinds = new HashMap<>();

    /** Reads the table at an offset. */
    static Abbreviations read(ByteBuffer section, long offset, Budget budget)
            throws MalformedDwarfException {
        Abbreviations table = new Abbreviations();
        Cursor cursor = new Cursor(section, offset, section.limit());
        int attributes = 0;
        for (long code = cursor.unsigned(); code != 0; code = cursor.unsigned()) {
            if (table.kinds.size() == MOST) {
                throw new MalformedDwarfException("there are too many abbreviations");
            }
            int begin = cursor.position();
            Kind kind = kind(cursor);
            budget.read(cursor.position() - begin);
            attributes += kind.count();
            if (attributes > MOST_OF_ALL) {
                throw new MalformedDwarfException("abbreviations have too many attributes");
            }
            table.kinds.put(code, kind);
        }
        return table;
    }

    private static Kind kind(Cursor cursor) throws MalformedDwarfException {
        Kind kind = new Kind((int) cursor.unsigned(), cursor.number(1) != 0);
        while (true) {
            int name = (int) cursor.unsigned();
            int form = (int) cursor.unsigned();
            long constant = form == Dwarf.DW_FORM_implicit_const ? cursor.signed() : 0;
            if (name == 0 && form == 0) {
                return kind;
            }
            kind.add(name, form, constant);
        }
    }

    Kind of(long code) throws MalformedDwarfException {
        Kind kind = kinds.get(code);
        if (kind == null) {
            throw new MalformedDwarfException("an entry has an unknown abbreviation");
        }
        return kind;
    }
}
