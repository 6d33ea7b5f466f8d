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
        String status = new String(Files.readAllBytes(STATUS), StandardCharsets.US_ASCII);
        int at = status.indexOf("RssAnon:") + "RssAnon:".length();
        return Long.parseLong(status.substring(at, status.indexOf(" kB", at)).strip());
    }
}
