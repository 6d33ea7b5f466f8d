package dev.leakgate.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Gathers the ranges that a core shall hold, the most useful first, until the limit is reached. */
final class CoreClaims {

    private final Image image;
    private final boolean limited;
    private final NavigableMap<Long, Long> claimed = new TreeMap<>(Long::compareUnsigned);
    private final Map<String, Long> refused = new LinkedHashMap<>();
    private String kind = "memory";
    private long left;

    CoreClaims(Image image, CoreOptions options) {
        this.image = image;
        limited = options.limited();
        left = options.most().bytes();
    }

    /** Says what the next claims are for, as messages call it. */
    void next(String what) {
        kind = what;
    }

    /** Claims what is not claimed yet of a range within one mapping. */
    void claim(long start, long end) {
        long at = start;
        while (Long.compareUnsigned(at, end) < 0) {
            Map.Entry<Long, Long> before = claimed.floorEntry(at);
            if (before != null && Long.compareUnsigned(at, before.getValue()) < 0) {
                at = before.getValue();
            } else {
                Long next = claimed.higherKey(at);
                long to = next != null && Long.compareUnsigned(next, end) < 0 ? next : end;
                add(at, to);
                at = to;
            }
        }
    }

    private void add(long start, long end) {
        long affordable = limited ? afford(start, end) : end;
        if (affordable == start) {
            return;
        }
        Map.Entry<Long, Long> before = claimed.floorEntry(start);
        Long after = claimed.get(affordable);
        if (after != null) {
            claimed.remove(affordable);
        }
        long to = after != null ? after : affordable;
        if (before != null && before.getValue() == start) {
            claimed.put(before.getKey(), to);
        } else {
            claimed.put(start, to);
        }
    }

    /** Pays for the pages that have data, and gives the address that the limit reaches to. */
    private long afford(long start, long end) {
        long at = start;
        while (Long.compareUnsigned(at, end) < 0) {
            long data = image.nextData(at, end);
            if (data == end) {
                break;
            }
            long hole = image.nextHole(data, end);
            long cost = hole - data;
            if (cost > left) {
                refused.merge(kind, cost - left, Long::sum);
                long reached = data + left;
                left = 0;
                refuse(hole, end);
                return reached;
            }
            left -= cost;
            at = hole;
        }
        return end;
    }

    private void refuse(long from, long end) {
        long at = from;
        while (Long.compareUnsigned(at, end) < 0) {
            long data = image.nextData(at, end);
            at = data == end ? end : image.nextHole(data, end);
            refused.merge(kind, at - data, Long::sum);
        }
    }

    /** Gives how many bytes there was no room for, by what they are, the most useful first. */
    Map<String, Long> refused() {
        refused.values().removeIf(bytes -> bytes == 0);
        return Collections.unmodifiableMap(refused);
    }

    /** Gives the claimed ranges, start to end, without overlap. */
    NavigableMap<Long, Long> ranges() {
        return claimed;
    }
}
