package dev.leakgate.heap;

import dev.leakgate.image.AddressRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the ranges that heaps take, and puts them in order. */
final class SpanTable {

    private record Span(long start, long end, int arena) {}

    private final List<Span> spans = new ArrayList<>();

    void add(long start, long end, int arena) {
        spans.add(new Span(start, end, arena));
    }

    /** Sorts by address; what overlaps, as in a heap that is broken, goes to whom begins first. */
    void sort() {
        spans.sort(Comparator.comparingLong(Span::start));
        for (int i = 1; i < spans.size(); i++) {
            Span before = spans.get(i - 1);
            Span span = spans.get(i);
            if (span.start() < before.end()) {
                long start = Math.min(before.end(), span.end());
                spans.set(i, new Span(start, Math.max(start, span.end()), span.arena()));
            }
        }
    }

    /**
     * Takes out what would need too many numbers, from the first range on that does not fit.
     *
     * @param most granules of {@link Slots} in all
     * @return what was taken out
     */
    List<AddressRange> limit(long most) {
        List<AddressRange> left = new ArrayList<>();
        long granules = 0;
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            granules +=
                    (span.end() >>> Slots.GRANULE_SHIFT)
                            - (span.start() >>> Slots.GRANULE_SHIFT)
                            + 1;
            if (granules > most || granules < 0) {
                List<Span> rest = spans.subList(i, spans.size());
                rest.forEach(each -> left.add(new AddressRange(each.start(), each.end())));
                rest.clear();
            }
        }
        return left;
    }

    long[] starts() {
        return spans.stream().mapToLong(Span::start).toArray();
    }

    long[] ends() {
        return spans.stream().mapToLong(Span::end).toArray();
    }

    int[] arenas() {
        return spans.stream().mapToInt(Span::arena).toArray();
    }
}
