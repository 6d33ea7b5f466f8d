package dev.leakgate.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Knows which version of Leakgate this is; the build writes it. */
final class LeakgateVersion {

    private LeakgateVersion() {}

    static String current() {
        try (InputStream version = LeakgateVersion.class.getResourceAsStream("version.txt")) {
            return version == null
                    ? "unknown"
                    : new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
