package dev.leakgate.watch;

import dev.leakgate.report.WatchInfo.WatchedTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says of each test that told when it ran what the service had meanwhile. */
final class WatchedTests {

    /* The tests that a report names; those with the highest peaks. */
    private static final int MOST_TESTS = 500;

    private WatchedTests() {}

    static List<WatchedTest> of(List<Mark> marks, List<Looks.Look> looks) {
        Map<String, Long> begun = new HashMap<>();
        Map<String, WatchedTest> tests = new LinkedHashMap<>();
        for (Mark mark : marks) {
            if (mark.begins()) {
                begun.put(mark.test(), mark.atMicros());
                continue;
            }
            long from = begun.getOrDefault(mark.test(), mark.atMicros());
            WatchedTest run =
                    new WatchedTest(
                            mark.test(),
                            1,
                            mark.passed() ? 0 : 1,
                            peak(looks, from, mark.atMicros()));
            tests.merge(mark.test(), run, WatchedTests::plus);
        }
        List<WatchedTest> all = new ArrayList<>(tests.values());
        all.sort((a, b) -> Long.compare(b.peakFootprint(), a.peakFootprint()));
        return all.subList(0, Math.min(MOST_TESTS, all.size()));
    }

    private static WatchedTest plus(WatchedTest one, WatchedTest other) {
        return new WatchedTest(
                one.name(),
                one.runs() + other.runs(),
                one.failures() + other.failures(),
                Math.max(one.peakFootprint(), other.peakFootprint()));
    }

    /** Looks are in the order of time, tests are many: the first in time is searched for. */
    private static long peak(List<Looks.Look> looks, long from, long to) {
        int low = 0;
        int high = looks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (looks.get(middle).atMicros() < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long peak = 0;
        for (int i = low; i < looks.size() && looks.get(i).atMicros() <= to; i++) {
            peak = Math.max(peak, looks.get(i).footprint());
        }
        return peak;
    }
}
