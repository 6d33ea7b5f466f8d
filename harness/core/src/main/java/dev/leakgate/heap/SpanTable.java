package dev.leakgate.heap;

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
