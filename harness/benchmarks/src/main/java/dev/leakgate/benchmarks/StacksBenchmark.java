package dev.leakgate.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Measures how long a cold JVM takes for the stacks of thousands of threads, less its start. */
final class StacksBenchmark {

    /** What it may take behind the JVM's start. */
    private static final double GOAL_MILLIS = 200;

    private static final long STACK = 8L << 20;

    /** Those that the command's launcher gives to its JVM. */
    private static final List<String> OF_COMMANDS =
            List.of("-XX:+UseSerialGC", "-Xms48m", "-XX:TieredStopAtLevel=1");

    private StacksBenchmark() {}

    /**
     * Holds what it took, medians.
     *
     * @param threads that were looked at
     * @param start of a JVM that does nothing, in milliseconds
     * @param look of one that looks, its start included
     */
    record Result(int threads, double start, double look) {

        boolean met() {
            return look - start <= GOAL_MILLIS;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "stacks of %,d threads  %.0f ms behind the JVM's start of %.0f ms, to reach"
                            + " %.0f ms  %s%n",
                    threads,
                    look - start,
                    start,
                    GOAL_MILLIS,
                    met() ? "met" : "MISSED");
        }
    }

    /** Looks at so many threads, and starts without a look, in turn. */
    static Result measure(Path directory, int threads, int runs) throws Exception {
        Path program = TargetProgram.build(directory, "threads", "-pthread");
        double[] start = new double[runs];
        double[] look = new double[runs];
        try (TargetProgram target = TargetProgram.start(program, threads, STACK)) {
            String pid = Integer.toString(target.pid());
            for (int run = -1; run < runs; run++) {
                double without = millis();
                double with = millis(pid);
                if (run >= 0) {
                    start[run] = without;
                    look[run] = with;
                }
            }
        }
        return new Result(threads, median(start), median(look));
    }

    private static double millis(String... arguments) throws Exception {
        long begin = System.nanoTime();
        String said = OwnJvm.run(OF_COMMANDS, StacksRun.class, arguments);
        double took = (System.nanoTime() - begin) / 1e6;
        if (arguments.length > 0 && said.lines().count() < 2) {
            throw new IllegalStateException("the look at stacks told nothing: " + said);
        }
        return took;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
