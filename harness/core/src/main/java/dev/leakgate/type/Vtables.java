package dev.leakgate.type;

import dev.leakgate.image.Image;
import dev.leakgate.image.ImageSymbols;
import dev.leakgate.mangling.Demangler;
import java.util.Arrays;

/**
 * Tells objects by their first word: each vtable of C++, and each table of functions as C programs
 * have them, has an id, and a name once it is asked for.
 *
 * <p>Works in stripped programs, since type information is data that the program itself uses. Reads
 * memory once for each distinct word that leads into a module. Not thread-safe.
 */
public final class Vtables {

    /** What {@link #id} says of a word that is no vtable's address. */
    public static final int NONE = 0;

    /*
     * No program has so many classes. What goes beyond, as only a hostile image can, has no id.
     * The tables then take 40 MB.
     */
    private static final int MOST_WORDS = 1 << 20;
    private static final int FIRST_SLOTS = 1 << 12;
    private static final String VTABLE_FOR = "vtable for ";

    private final ImageSymbols symbols;
    private final ModuleRanges modules;
    private final VtableReader reader;
    private final long alignment;

    /* An open hash from a word that leads into a module to its id; 0 is no key. */
    private long[] keys = new long[FIRST_SLOTS];
    private int[] ids = new int[FIRST_SLOTS];
    private int kept;

    /* By id. */
    private long[] vtables = new long[64];
    private long[] typeInfos = new long[64];
    private long[] offsets = new long[64];
    private ObjectType[] types = new ObjectType[64];
    private int count = 1;

    private long lastWord;
    private int lastId;

    /** Tells objects of an image, which must stay open. */
    public Vtables(Image image, ImageSymbols symbols) {
        this.symbols = symbols;
        modules = new ModuleRanges(image);
        reader = new VtableReader(image, image.wordSize(), modules);
        alignment = image.wordSize().bytes() - 1L;
    }

    /**
     * Gives the id of the vtable that an object's word points to, {@link #NONE} when it points to
     * none. The same vtable has the same id as long as this lives. Costs some nanoseconds, and
     * allocates nothing but for a new vtable.
     *
     * @param word the object's first one, or that at the place of a further base class; of a 32-bit
     *     program without sign
     */
    public int id(long word) {
        if (word == lastWord) {
            return lastId;
        }
        if ((word & alignment) != 0 || modules.at(word) < 0) {
            return NONE;
        }
        int slot = slot(word);
        lastId = keys[slot] == word ? ids[slot] : add(word, slot);
        lastWord = word;
        return lastId;
    }

    private int slot(long word) {
        int mask = keys.length - 1;
        int slot = (int) ((word * 0x9e3779b97f4a7c15L) >>> 40) & mask;
        while (keys[slot] != 0 && keys[slot] != word) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private int add(long word, int slot) {
        if (kept == MOST_WORDS) {
            return NONE;
        }
        int id = reader.isVtable(word) ? newId(word) : NONE;
        keys[slot] = word;
        ids[slot] = id;
        kept++;
        if (kept > keys.length / 2) {
            grow();
        }
        return id;
    }

    private int newId(long vtable) {
        if (count == vtables.length) {
            vtables = Arrays.copyOf(vtables, 2 * count);
            typeInfos = Arrays.copyOf(typeInfos, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
            types = Arrays.copyOf(types, 2 * count);
        }
        vtables[count] = vtable;
        typeInfos[count] = reader.typeInfo();
        offsets[count] = reader.offsetToTop();
        return count++;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldIds = ids;
        keys = new long[2 * oldKeys.length];
        ids = new int[2 * oldKeys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                ids[slot] = oldIds[i];
            }
        }
    }

    /** Gives the number of ids given, {@link #NONE} included: each id is below it. */
    public int size() {
        return count;
    }

    /**
     * Tells whether there were more distinct words than are kept: some objects then have no id that
     * should have one.
     */
    public boolean isFull() {
        return kept == MOST_WORDS;
    }

    /** Names the type of an id that is not {@link #NONE}. */
    public ObjectType type(int id) {
        if (id <= NONE || id >= count) {
            throw new IndexOutOfBoundsException(id);
        }
        if (types[id] == null) {
            types[id] = name(id);
        }
        return types[id];
    }

    private ObjectType name(int id) {
        long vtable = vtables[id];
        String mangled = typeInfos[id] == 0 ? "" : reader.mangledName(typeInfos[id]);
        String name =
                mangled.isEmpty()
                        ? nameBySymbol(vtable)
                        : StandardNames.readable(Demangler.type(mangled));
        return new ObjectType(name, mangled, modules.module(vtable), vtable, offsets[id]);
    }

    /** Without type information the table's own symbol may be there still. */
    private String nameBySymbol(long table) {
        return symbols.at(table)
                .map(named -> Demangler.symbol(named.symbol().name()))
                .map(
                        name ->
                                name.startsWith(VTABLE_FOR)
                                        ? StandardNames.readable(
                                                name.substring(VTABLE_FOR.length()))
                                        : "object with " + name)
                .orElseGet(() -> "object with functions at " + modules.place(table));
    }
}
