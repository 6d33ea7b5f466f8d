package dev.leakgate.labelled;

import dev.leakgate.service.NativeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Makes a service of the distribution leak: forget.c, preloaded, swallows some of its frees.
 *
 * @param every one in so many
 * @param least smallest usable size of a block that counts
 * @param most largest
 * @param perChunk what the allocator's chunk has on top of the usable size
 */
record Forgetting(int every, int least, int most, int perChunk) {

    private static final String COUNTERS = "forget.counters";

    /* A service that gives up root must be able to count, too. */
    private static final String FOR_ALL = "rw-rw-rw-";
    private static final String READ_BY_ALL = "r-xr-xr-x";

    static Forgetting ofGlibc(int every, int least, int most) {
        return new Forgetting(every, least, most, Long.BYTES);
    }

    static Forgetting ofJemalloc(int every, int least, int most) {
        return new Forgetting(every, least, most, 0);
    }

    /**
     * Adds the library to the service.
     *
     * @param folder gets a copy of it, and the counters: a folder that the service's user can read
     */
    ForgetCounters preload(NativeService.Builder service, Path programs, Path folder)
            throws IOException {
        Path file = folder.resolve(COUNTERS);
        ForgetCounters counters = ForgetCounters.open(file, perChunk);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FOR_ALL));
        Path library = folder.resolve("libforget.so");
        Files.copy(programs.resolve("libforget.so"), library);
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString(READ_BY_ALL));
        service.environment("LD_PRELOAD", library.toString())
                .environment("FORGET_COUNTERS", file.toString())
                .environment("FORGET_EVERY", Integer.toString(every))
                .environment("FORGET_LEAST", Integer.toString(least))
                .environment("FORGET_MOST", Integer.toString(most));
        return counters;
    }
}
