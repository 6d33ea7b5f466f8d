package dev.leakgate.heap;

import dev.leakgate.region.ProcessLayout;
import java.util.Optional;

/** Knows allocators and C libraries by the names of their files. */
final class Libraries {

    private static final String[][] ALLOCATORS = {
        {"libjemalloc", "jemalloc"},
        {"libtcmalloc", "tcmalloc"},
        {"libmimalloc", "mimalloc"},
        {"libsnmalloc", "snmalloc"},
        {"librpmalloc", "rpmalloc"},
        {"libhoard", "Hoard"},
        {"libtbbmalloc", "TBB malloc"},
        {"liblsan", "LeakSanitizer's allocator"},
        {"libasan", "AddressSanitizer's allocator"},
        {"ld-musl-", "musl's malloc"},
        {"libc.musl-", "musl's malloc"},
    };

    private Libraries() {}

    /** Returns the name of an allocator that is mapped and takes the place of glibc's. */
    static Optional<String> otherAllocator(ProcessLayout layout) {
        for (int i = 0; i < layout.size(); i++) {
            String file = file(layout.name(i));
            for (String[] allocator : ALLOCATORS) {
                if (file.startsWith(allocator[0])) {
                    return Optional.of(allocator[1]);
                }
            }
        }
        return Optional.empty();
    }

    static boolean hasLibc(ProcessLayout layout) {
        for (int i = 0; i < layout.size(); i++) {
            if (isLibc(layout.name(i))) {
                return true;
            }
        }
        return false;
    }

    /** Says whether a path is that of glibc's library: {@code libc.so.6}, {@code libc-2.31.so}. */
    static boolean isLibc(String path) {
        String file = file(path);
        return file.startsWith("libc.so") || file.startsWith("libc-");
    }

    private static String file(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
