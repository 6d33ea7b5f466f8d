package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Holds one resource limit of a process, from {@code /proc/PID/limits}.
 *
 * @param soft what holds now; empty when unlimited
 * @param hard how far the process may raise it; empty when unlimited
 * @param unit the kernel's word for what is counted, such as {@code bytes}; may be empty
 */
public record ProcLimit(OptionalLong soft, OptionalLong hard, String unit) {

    /** Tells whether nothing is limited now. */
    public boolean unlimited() {
        return soft.isEmpty();
    }

    /** Reads the lines of such a file, as a core of ours holds it; passes over others. */
    public static Map<String, ProcLimit> parse(String text) {
        LimitsParser parser = new LimitsParser();
        text.lines()
                .forEach(
                        line -> {
                            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                            parser.line(bytes, 0, bytes.length);
                        });
        return Collections.unmodifiableMap(parser.limits);
    }
}
