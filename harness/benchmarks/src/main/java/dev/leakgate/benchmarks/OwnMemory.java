package dev.leakgate.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells how much memory of its own this JVM has; files that it mapped do not count. */
final class OwnMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private OwnMemory() {}

    /** Reads RssAnon; costs some 10 kB of garbage. */
    static long anonymousKib() throws IOException {
        return anonymousKib(new String(Files.readAllBytes(STATUS), StandardCharsets.US_ASCII));
    }

    /** Finds it in the status of a process; 0 of one that has ended. */
    static long anonymousKib(String status) {
        int at = status.indexOf("RssAnon:");
        int number = at + "RssAnon:".length();
        return at < 0
                ? 0
                : Long.parseLong(status.substring(number, status.indexOf(" kB", at)).strip());
    }
}
