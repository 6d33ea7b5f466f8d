package dev.leakgate.dwarf;

import dev.leakgate.dwarf.StructType.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** Passes once over the entries of a unit and keeps the structures of some sizes. */
final class UnitTypes {

    private static final int DEEPEST = 64;
    private static final int MOST_MEMBERS = 256;
    private static final int MOST_TYPEDEFS = 1 << 16;
    private static final int LONGEST_WAY = 16;
    private static final int LONGEST_NAME = 1 << 12;

    /* What records and lists take beside their texts. */
    private static final int KEPT_FOR_EACH = 64;

    private record Found(int begin, String name, long size, List<Place> members) {}

    private record Place(String name, long offset, long type) {}

    /** What an entry that has children is to them: a part of their names, or a structure. */
    private record Outer(String name, List<Place> members) {}

    private final DebugSections sections;
    private final UnitHeader unit;
    private final Abbreviations abbreviations;
    private final LongPredicate sizes;
    private final Budget budget;
    private final Entry entry;
    private final List<Found> found = new ArrayList<>();
    private final Map<Long, String> typedefs = new HashMap<>();
    private final Deque<Outer> outer = new ArrayDeque<>();
    private long strings;

    UnitTypes(
            DebugSections sections,
            UnitHeader unit,
            Abbreviations abbreviations,
            LongPredicate sizes,
            Budget budget) {
        this.sections = sections;
        this.unit = unit;
        this.abbreviations = abbreviations;
        this.sizes = sizes;
        this.budget = budget;
        entry = new Entry(unit);
        strings = 2L * unit.offsetSize(); /* behind the header of .debug_str_offsets */
    }

    /** Reads the unit, and hands over what was found, also when it breaks off. */
    void read(Consumer<StructType> sink) throws MalformedDwarfException {
        try {
            Cursor cursor = new Cursor(sections.info(), unit.entries(), unit.end());
            while (cursor.hasMore()) {
                if (entry.read(cursor, abbreviations)) {
                    look();
                } else if (!outer.isEmpty()) {
                    outer.pop();
                }
            }
        } finally {
            for (Found each : found) {
                String name = each.name().isEmpty() ? typedef(each) : each.name();
                if (!name.isEmpty()) {
                    sink.accept(new StructType(name, each.size(), members(each)));
                }
            }
        }
    }

    private String typedef(Found struct) {
        return typedefs.getOrDefault((long) struct.begin(), "");
    }

    private void look() throws MalformedDwarfException {
        if (entry.stringsBase() != Entry.NONE) {
            strings = entry.stringsBase();
        }
        Outer own = new Outer(outer.isEmpty() ? "" : outer.peek().name(), List.of());
        switch (entry.tag()) {
            case Dwarf.DW_TAG_structure_type, Dwarf.DW_TAG_class_type -> own = struct();
            case Dwarf.DW_TAG_namespace ->
                    own = new Outer(qualified("(anonymous namespace)"), List.of());
            case Dwarf.DW_TAG_member, Dwarf.DW_TAG_inheritance -> member();
            case Dwarf.DW_TAG_typedef -> typedef();
            default -> {
                // Says nothing about structures.
            }
        }
        if (entry.hasChildren()) {
            if (outer.size() == DEEPEST) {
                throw new MalformedDwarfException("entries are nested too deep");
            }
            outer.push(own);
        }
    }

    private String qualified(String unnamed) throws MalformedDwarfException {
        String name = entry.name(sections, strings);
        String within = outer.isEmpty() ? "" : outer.peek().name();
        String own = name.isEmpty() ? unnamed : name;
        // Few bytes lead to a long name, and to the same one again and again.
        budget.read(name.length() + within.length());
        boolean alone = within.isEmpty() || own.isEmpty();
        return alone || within.length() > LONGEST_NAME ? own : within + "::" + own;
    }

    private Outer struct() throws MalformedDwarfException {
        boolean wanted = !entry.isDeclaration() && entry.size() > 0 && sizes.test(entry.size());
        if (!wanted && !entry.hasChildren()) {
            return new Outer("", List.of());
        }
        String name = qualified("");
        List<Place> members = wanted ? new ArrayList<>() : List.of();
        if (wanted) {
            budget.keep(KEPT_FOR_EACH + name.length());
            found.add(new Found(entry.begin(), name, entry.size(), members));
        }
        return new Outer(name, members);
    }

    /** Static members of C++ have no place in the structure. */
    private void member() throws MalformedDwarfException {
        boolean within = !outer.isEmpty() && outer.peek().members() instanceof ArrayList;
        if (within && entry.location() >= 0 && outer.peek().members().size() < MOST_MEMBERS) {
            String name = entry.tag() == Dwarf.DW_TAG_member ? entry.name(sections, strings) : "";
            budget.keep(KEPT_FOR_EACH + name.length());
            outer.peek().members().add(new Place(name, entry.location(), entry.type()));
        }
    }

    private void typedef() throws MalformedDwarfException {
        if (entry.type() != Entry.NONE && typedefs.size() < MOST_TYPEDEFS) {
            typedefs.putIfAbsent(entry.type(), qualified(""));
        }
    }

    private List<Member> members(Found struct) {
        List<Member> members = new ArrayList<>();
        for (Place place : struct.members()) {
            members.add(new Member(place.name(), place.offset(), isPointer(place.type())));
        }
        return members;
    }

    private boolean isPointer(long type) {
        Entry at = new Entry(unit);
        long next = type;
        for (int step = 0; step < LONGEST_WAY && next > unit.begin() && next < unit.end(); step++) {
            try {
                at.read(new Cursor(sections.info(), next, unit.end()), abbreviations);
            } catch (MalformedDwarfException leadsNowhere) {
                return false;
            }
            switch (at.tag()) {
                case Dwarf.DW_TAG_pointer_type,
                        Dwarf.DW_TAG_reference_type,
                        Dwarf.DW_TAG_rvalue_reference_type -> {
                    return true;
                }
                case Dwarf.DW_TAG_typedef, Dwarf.DW_TAG_const_type, Dwarf.DW_TAG_volatile_type ->
                        next = at.type();
                default -> {
                    return false;
                }
            }
        }
        return false;
    }
}
