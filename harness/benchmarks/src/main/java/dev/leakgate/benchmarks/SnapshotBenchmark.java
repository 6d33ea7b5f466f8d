package dev.leakgate.benchmarks;

import dev.leakgate.linux.MappingEntry;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.SmapsField;
import dev.leakgate.recording.CheapLook;
import java.util.List;

/** Compares our readers of a process's mappings with pmap. */
final class SnapshotBenchmark {

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
                        () -> sample(pid),
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

    private void sample(int pid) {
        long sampled = look.footprint(pid, () -> false).orElse(0);
        // Data of modules is left out of it, but there is little of that.
        if (sampled < 4096L * expectedMappings / 2) {
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
