package dev.leakgate.linux;

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
}
