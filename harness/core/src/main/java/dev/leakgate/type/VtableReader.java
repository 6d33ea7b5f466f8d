package dev.leakgate.type;

import dev.leakgate.units.Memory;
import dev.leakgate.units.WordSize;

/**
 * Looks whether an address is that of a vtable or a table of functions, and finds its type's name.
 *
 * <p>Itanium C++ ABI, 2.5.2: before the first function stand the pointer to the type_info and,
 * before that, the offset to the top of the object. 2.9.4: a type_info begins with a vtable pointer
 * and a pointer to the mangled name. Compiled without RTTI, the pointer to the type_info is 0.
 */
final class VtableReader {

    /* An object larger than this is no C++ object; GCC refuses a frame that large too. */
    private static final long LARGEST_OBJECT = 1L << 30;

    private final Memory memory;
    private final ModuleRanges modules;
    private final Words words;
    private long typeInfo;
    private long offsetToTop;

    VtableReader(Memory memory, WordSize wordSize, ModuleRanges modules) {
        this.memory = memory;
        this.modules = modules;
        words = new Words(memory, wordSize, 3);
    }

    /** Looks at an address within a module; what it found stands until the next call. */
    boolean isVtable(long address) {
        if (words.load(address - 2L * words.size(), 3) < 3) {
            return false;
        }
        offsetToTop = words.signed(0);
        typeInfo = words.get(1);
        boolean functions = modules.isCode(words.get(2)) && !modules.isCode(address);
        boolean inObject = offsetToTop <= 0 && offsetToTop > -LARGEST_OBJECT;
        if (inObject && !mangledName(typeInfo).isEmpty()) {
            return true;
        }
        // Without type information it looks like any table of functions.
        offsetToTop = inObject && typeInfo == 0 ? offsetToTop : 0;
        typeInfo = 0;
        return functions;
    }

    /** Gives the address of the type_info that was found last; 0 when there is none. */
    long typeInfo() {
        return typeInfo;
    }

    /** Gives the offset to the top of the object that was found last; at most 0. */
    long offsetToTop() {
        return offsetToTop;
    }

    /** Reads the mangled name in a type_info; {@code ""} when it is none. */
    String mangledName(long info) {
        if (info % words.size() != 0 || !modules.contains(info) || words.load(info, 2) < 2) {
            return "";
        }
        long vtable = words.get(0);
        long name = words.get(1);
        if (!modules.contains(vtable) || !modules.contains(name)) {
            return "";
        }
        return MangledName.read(memory, name);
    }
}
