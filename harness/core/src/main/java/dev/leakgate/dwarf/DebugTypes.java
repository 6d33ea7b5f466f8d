package dev.leakgate.dwarf;

import dev.leakgate.elf.ElfFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/** Finds the structures and classes that a program was compiled from, by their sizes. */
public final class DebugTypes {

    /* A size that more kinds of object have tells nothing. */
    private static final int MOST = 1 << 12;

    private DebugTypes() {}

    /**
     * Lists the structures and classes of some sizes, each once. Reads all debug information of the
     * file, about 100 MB in a second, and keeps these alone.
     *
     * <p>Of debug information that is broken what stands before that place is listed, and the next
     * unit's. What was moved elsewhere, by dwz or -gsplit-dwarf, is not.
     *
     * @param file that has the debug information itself
     * @param sizes says which sizes in bytes are asked for
     */
    public static List<StructType> of(ElfFile file, LongPredicate sizes) {
        DebugSections sections = DebugSections.of(file);
        Map<Long, Abbreviations> tables = new HashMap<>();
        Set<StructType> types = new LinkedHashSet<>();
        try {
            for (int at = 0; at < sections.info().limit(); ) {
                UnitHeader unit = UnitHeader.read(sections.info(), at);
                at = unit.end();
                read(sections, unit, tables, sizes, types);
            }
        } catch (MalformedDwarfException end) {
            // Where a unit's length is wrong, nobody knows where the next one begins.
        }
        return new ArrayList<>(types);
    }

    private static void read(
            DebugSections sections,
            UnitHeader unit,
            Map<Long, Abbreviations> tables,
            LongPredicate sizes,
            Set<StructType> types) {
        if (unit.entries() == unit.end()) {
            return;
        }
        try {
            Abbreviations table = tables.get(unit.abbreviations());
            if (table == null) {
                table = Abbreviations.read(sections.abbreviations(), unit.abbreviations());
                // Each unit has its own, but for those of one object file.
                tables.clear();
                tables.put(unit.abbreviations(), table);
            }
            new UnitTypes(sections, unit, table, sizes)
                    .read(
                            type -> {
                                if (types.size() < MOST) {
                                    types.add(type);
                                }
                            });
        } catch (MalformedDwarfException broken) {
            // The next unit stands by itself.
        }
    }
}
