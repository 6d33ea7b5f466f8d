package dev.leakgate.benchmarks;

import dev.leakgate.linux.MappingEntry;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.SmapsField;
import dev.leakgate.recording.CheapLook;
import java.util.List;

/** Compares our readers of a process's mappings with pmap. */
final class SnapshotBenchmark {

    /* A look at a process of many mappings costs much once in so many. */
    private static final int LOOKS = 16;

    private final ProcReader reader = new ProcReader();
    private final CheapLook look = new CheapLook();
    private long expectedMappings;
    private long mappings;
    private long footprint;

    /**
     * Gives the comparisons for one process.
     *
     * @param what names the process in the table
     * @param smapsGoal what {@link Comparison#goal} of the full snapshot is
     * @param sampleGoal the same of the cheap sample
     */
    List<Comparison> of(String what, int pid, int atLeast, double smapsGoal, double sampleGoal) {
        expectedMappings = atLeast;
        String process = Integer.toString(pid);
        return List.of(
                new Comparison(
                                "cheap sample under load, " + what,
                                "pmap -x PID",
                                sampleGoal,
                                () -> samples(pid),
                                () -> Commands.run(List.of("pmap", "-x", process)))
                        .meanOf(LOOKS),
                new Comparison(
                        "a sample that lists and scans, " + what,
                        "pmap -x PID",
                        0,
                        () -> firstSample(pid),
                        () -> Commands.run(List.of("pmap", "-x", process))),
                new Comparison(
                        "full snapshot (smaps), " + what,
                        "pmap -x PID",
                        smapsGoal,
                        () -> smaps(pid),
                        () -> Commands.run(List.of("pmap", "-x", process))),
                new Comparison(
                        "mappings only (maps), " + what,
                        "pmap PID",
                        0,
                        () -> maps(pid),
                        () -> Commands.run(List.of("pmap", process))));
    }

    /** A process of many mappings is listed and scanned in one of them. */
    private void samples(int pid) {
        for (int i = 0; i < LOOKS; i++) {
            sample(look, pid);
        }
    }

    private void firstSample(int pid) {
        try (CheapLook first = new CheapLook()) {
            sample(first, pid);
        }
    }

    private void sample(CheapLook by, int pid) {
        long sampled = by.footprint(pid, () -> false).orElse(0);
        // All pages of these mappings are touched, and pages have 4 kB at least.
        if (sampled < 4096L * expectedMappings) {
            throw new IllegalStateException("the sample of process " + pid + " saw " + sampled);
        }
    }

    private void smaps(int pid) {
        mappings = 0;
        footprint = 0;
        check(reader.smaps(pid, this::add) && footprint > 0, pid);
    }

    private void add(MappingEntry entry) {
        mappings++;
        footprint +=
                entry.bytes(SmapsField.ANONYMOUS)
                        - entry.bytes(SmapsField.LAZY_FREE)
                        + entry.bytes(SmapsField.SWAP);
    }

    private void maps(int pid) {
        mappings = 0;
        check(reader.maps(pid, entry -> mappings++), pid);
    }

    /** A benchmark of a reader that reads nothing would be a fine one. */
    private void check(boolean whole, int pid) {
        if (!whole || mappings < expectedMappings) {
            throw new IllegalStateException(
                    "read " + mappings + " mappings of process " + pid + ", not all of them");
        }
    }
}
