package dev.leakgate.load;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts requests by name, from several threads. */
final class RunningKinds {

    /** Most names; a name that holds a number by mistake must not fill memory and report. */
    static final int MOST = 100;

    static final String OTHER = "other";

    private final ConcurrentMap<String, Count> counts = new ConcurrentHashMap<>();

    void count(@Nullable String name, boolean failed) {
        if (name == null) {
            return;
        }
        Count count = counts.get(name);
        if (count == null) {
            String counted = counts.size() < MOST ? name : OTHER;
            count = counts.computeIfAbsent(counted, unknown -> new Count());
        }
        count.requests.incrementAndGet();
        if (failed) {
            count.failed.incrementAndGet();
        }
    }

    SortedMap<String, KindCount> counts() {
        SortedMap<String, KindCount> result = new TreeMap<>();
        counts.forEach(
                (name, count) ->
                        result.put(name, new KindCount(count.requests.get(), count.failed.get())));
        return result;
    }

    private static final class Count {
        final AtomicLong requests = new AtomicLong();
        final AtomicLong failed = new AtomicLong();
    }
}
