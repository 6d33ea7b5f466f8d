package dev.leakgate.doctor;

import dev.leakgate.linux.ProcLimit;
import dev.leakgate.linux.ProcReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says whether the core of a service that crashes can be kept. */
final class CoreFacts {

    private static final Path PATTERN = Path.of("/proc/sys/kernel/core_pattern");
    private static final String REMEDY = "sysctl -w kernel.core_pattern=core as root";

    private CoreFacts() {}

    static Finding find() {
        String pattern;
        try {
            pattern = Files.readString(PATTERN).strip();
        } catch (IOException unreadable) {
            return Finding.limited("cores", PATTERN + " cannot be read", "look at its mount");
        }
        try (ProcReader proc = new ProcReader()) {
            ProcLimit limit =
                    proc.limits((int) ProcessHandle.current().pid()).get("Max core file size");
            boolean forbidden = limit != null && limit.hard().orElse(Long.MAX_VALUE) == 0;
            return of(pattern, forbidden);
        }
    }

    static Finding of(String pattern, boolean forbidden) {
        if (forbidden) {
            return Finding.limited(
                    "cores",
                    "the hard limit on cores is 0: a service that crashes leaves none",
                    "ulimit -c unlimited where the build is started");
        }
        if (pattern.isEmpty()) {
            return Finding.limited("cores", "kernel.core_pattern is empty", REMEDY);
        }
        if (pattern.contains("systemd-coredump")) {
            return Finding.limited(
                    "cores",
                    "systemd-coredump takes them: coredumpctl dump PID",
                    REMEDY + ", where checks should keep them");
        }
        return pattern.startsWith("|")
                ? Finding.limited("cores", "they go to " + pattern, REMEDY)
                : Finding.ok("cores", "a crash leaves one: kernel.core_pattern = " + pattern);
    }
}
