package dev.leakgate.recording;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds what a service has at one moment besides memory, summed over its processes.
 *
 * @param values how many of each; RESERVED is in bytes
 * @param openFiles how many descriptors stand for files of each name; digits in a name are {@code
 *     *}
 */
public record Counts(SortedMap<CountKey, Long> values, SortedMap<String, Integer> openFiles) {

    /** Nothing counted. */
    public static final Counts NONE = new Counts(new TreeMap<>(), new TreeMap<>());

    /** Makes the maps unmodifiable. */
    public Counts {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        openFiles = Collections.unmodifiableSortedMap(new TreeMap<>(openFiles));
    }

    /** Returns how many there are; 0 of what was not seen. */
    public long value(CountKey key) {
        return values.getOrDefault(key, 0L);
    }

    /** Returns how many there are of all kinds. */
    public long total(Count count) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().count() == count)
                .mapToLong(java.util.Map.Entry::getValue)
                .sum();
    }
}
