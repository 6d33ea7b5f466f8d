package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Reads single fields of {@code /proc/PID/status} that only a capture asks for. */
final class StatusField {

    private StatusField() {}

    /** Gives a field's text; empty when the process has gone or the kernel does not print it. */
    static Optional<String> text(int pid, String field) {
        byte[] bytes = new ProcFile().whole(Path.of("/proc/" + pid + "/status"));
        if (bytes == null) {
            return Optional.empty();
        }
        return new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst();
    }

    /** Gives a decimal field; 0 when it is absent. */
    static long number(int pid, String field) {
        try {
            return text(pid, field).map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    /** Tells whether a process may use a capability (linux/capability.h). */
    static boolean hasCapability(int pid, int capability) {
        try {
            return text(pid, "CapEff")
                    .map(mask -> (Long.parseUnsignedLong(mask, 16) >>> capability & 1) == 1)
                    .orElse(false);
        } catch (NumberFormatException unreadable) {
            return false;
        }
    }
}
