package dev.leakgate.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names one call of a stack.
 *
 * @param function demangled; null when the binary has no symbol for it
 * @param file the source as the compiler was given it; null without debug information
 * @param line in that file, from 1; 0 when it is not known
 * @param module the binary; null when nobody says
 */
public record Call(
        @Nullable String function, @Nullable String file, int line, @Nullable String module) {

    private static final Set<String> ALLOCATORS =
            Set.of(
                    "malloc",
                    "calloc",
                    "realloc",
                    "reallocarray",
                    "memalign",
                    "aligned_alloc",
                    "posix_memalign",
                    "valloc",
                    "strdup",
                    "strndup",
                    "__strdup",
                    "__strndup");

    private static final List<String> LIBRARIES =
            List.of("/usr/include/", "/usr/lib/gcc/", "/usr/local/include/c++/");

    /**
     * Leaves out what every stack begins with: malloc, operator new and the inlined insides of
     * containers. A stack of nothing else stays whole.
     */
    static List<Call> withoutAllocator(List<Call> calls) {
        int first = 0;
        while (first < calls.size() && calls.get(first).isAllocator()) {
            first++;
        }
        return first == calls.size() ? calls : new ArrayList<>(calls.subList(first, calls.size()));
    }

    private boolean isAllocator() {
        String source = file;
        if (source != null && LIBRARIES.stream().anyMatch(source::startsWith)) {
            return true;
        }
        String name = function;
        return name != null
                && (ALLOCATORS.contains(name)
                        || name.startsWith("operator new")
                        || name.startsWith("std::")
                        || name.startsWith("void std::")
                        || name.startsWith("__gnu_cxx::"));
    }
}
