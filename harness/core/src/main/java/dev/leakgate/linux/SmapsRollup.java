package dev.leakgate.linux;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/** Holds the sums over all mappings of a process, as {@code /proc/PID/smaps_rollup} gives them. */
public final class SmapsRollup {

    private final Map<SmapsField, Long> bytes;

    SmapsRollup(MappingEntry sums) {
        Map<SmapsField, Long> found = new EnumMap<>(SmapsField.class);
        for (SmapsField field : SmapsField.values()) {
            if (sums.has(field)) {
                found.put(field, sums.bytes(field));
            }
        }
        bytes = Collections.unmodifiableMap(found);
    }

    /** Gives a sum in bytes; empty when the kernel did not print it. */
    public OptionalLong bytes(SmapsField field) {
        Long sum = bytes.get(field);
        return sum == null ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    @Override
    public String toString() {
        return bytes.toString();
    }
}
