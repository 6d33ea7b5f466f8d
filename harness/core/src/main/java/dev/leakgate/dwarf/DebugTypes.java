package dev.leakgate.dwarf;

import dev.leakgate.elf.ElfFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the structures and classes that programs were compiled from, by their sizes.
 *
 * <p>Of debug information that is broken what stands before that place is found, and the next
 * unit's. What was moved elsewhere, by dwz or -gsplit-dwarf, is not.
 */
public final class DebugTypes {

    /** Bytes that are read over all files by default: those of few programs are more. */
    public static final long USUAL_LIMIT = 512L << 20;

    /* Names and members of some thousand structures take a tenth. */
    private static final long MOST_KEPT = 16L << 20;

    private final LongPredicate sizes;
    private final Budget budget;
    private final Set<StructType> types = new LinkedHashSet<>();

    /**
     * Begins without a file.
     *
     * @param sizes says which sizes in bytes are asked for
     * @param limit bytes that are read over all files
     */
    public DebugTypes(LongPredicate sizes, long limit) {
        this.sizes = sizes;
        budget = new Budget(limit, MOST_KEPT);
    }

    /**
     * Reads all debug information of a file, 20 MB in the first second and 60 MB in each that
     * follows, on a busy machine of 2 cores, and keeps the structures and classes of the sizes
     * alone.
     *
     * @param file that has the debug information itself
     * @return false when there is more than is read or kept; what stands first was found then
     */
    public boolean read(ElfFile file) {
        DebugSections sections = DebugSections.of(file);
        Tables tables = new Tables(sections);
        try {
            for (int at = 0; at < sections.info().limit() && !budget.isExceeded(); ) {
                UnitHeader unit = UnitHeader.read(sections.info(), at);
                at = unit.end();
                read(sections, unit, tables);
            }
        } catch (MalformedDwarfException end) {
            // Where a unit's length is wrong, nobody knows where the next one begins.
        }
        return !budget.isExceeded();
    }

    /** Lists what was found, each once. */
    public List<StructType> found() {
        return List.copyOf(types);
    }

    private void read(DebugSections sections, UnitHeader unit, Tables tables) {
        if (unit.entries() == unit.end()) {
            return;
        }
        try {
            budget.read(unit.end() - unit.begin());
            new UnitTypes(sections, unit, tables.at(unit.abbreviations()), sizes, budget)
                    .read(types::add);
        } catch (MalformedDwarfException broken) {
            // The next unit stands by itself.
        }
    }

    /** Keeps the table of the last unit: each has its own, but for those of one object file. */
    private final class Tables {

        private final DebugSections sections;
        private long offset;
        private @Nullable Abbreviations last;

        Tables(DebugSections sections) {
            this.sections = sections;
        }

        Abbreviations at(long wanted) throws MalformedDwarfException {
            Abbreviations table = last;
            if (table == null || offset != wanted) {
                table = Abbreviations.read(sections.abbreviations(), wanted, budget);
                last = table;
                offset = wanted;
            }
            return table;
        }
    }
}
