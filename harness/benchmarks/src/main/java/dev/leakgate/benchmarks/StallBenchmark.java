package dev.leakgate.benchmarks;

import dev.leakgate.linux.ProcessId;
import dev.leakgate.recording.Sampler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Measures what the default sampling costs a service that maps, faults and unmaps all the time and
 * has very many mappings: the service takes its own latencies, in turn without and with sampling.
 */
final class StallBenchmark {

    private static final double MOST_LOSS = 0.01;
    private static final double MOST_P99 = 1.2;

    private static final boolean[] QUIET_FIRST = {false, true};
    private static final boolean[] SAMPLED_FIRST = {true, false};

    private StallBenchmark() {}

    /**
     * Holds what the service measured in one phase; latencies in microseconds.
     *
     * @param perSecond loops in a second in which it was not waiting for a CPU
     * @param waited the share of the time in which it was
     */
    record Phase(double perSecond, double p50, double p99, double max, double waited) {}

    /**
     * Holds the medians over the phases.
     *
     * @param loss how much of the throughput is lost, the median over the pairs of phases; negative
     *     when there was more
     * @param samples how many samples were taken
     * @param share of one core that they took
     */
    record Result(int mappings, Phase without, Phase with, double loss, int samples, double share) {

        double p99Ratio() {
            return with.p99() / without.p99();
        }

        boolean met() {
            return loss() <= MOST_LOSS && p99Ratio() <= MOST_P99;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "a service that maps and faults, %,d mappings, default sampling (%d samples, %.2f %%"
                            + " of a core)%n"
                            + "%-14s %12s %12s %10s  %s%n"
                            + "%-14s %12.0f %12.0f %9.2f%%  <= %.0f%% loss  %s%n"
                            + "%-14s %12.1f %12.1f %9.2f×  <= %.1f ×  %s%n"
                            + "%-14s %12.1f %12.1f%n"
                            + "%-14s %12.0f %12.0f%n"
                            + "%-14s %12.1f %12.1f  (%% of the time; no part of loops/s)%n",
                    mappings,
                    samples,
                    100 * share,
                    "",
                    "without",
                    "with",
                    "",
                    "to reach",
                    "loops/s",
                    without.perSecond(),
                    with.perSecond(),
                    -100 * loss(),
                    100 * MOST_LOSS,
                    loss() <= MOST_LOSS ? "met" : "MISSED",
                    "p99 µs",
                    without.p99(),
                    with.p99(),
                    p99Ratio(),
                    MOST_P99,
                    p99Ratio() <= MOST_P99 ? "met" : "MISSED",
                    "p50 µs",
                    without.p50(),
                    with.p50(),
                    "max µs",
                    without.max(),
                    with.max(),
                    "without a CPU",
                    100 * without.waited(),
                    100 * with.waited());
        }
    }

    /**
     * Runs the phases in turn, the pairs now one way round and now the other, so that what grows or
     * falls on the machine falls on both; the first pair is not counted.
     */
    static Result measure(Path program, Sizes sizes) throws IOException {
        Process process =
                new ProcessBuilder(program.toString(), Integer.toString(sizes.manyMappings()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader answers =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter commands =
                        new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
                Sampler sampler = new Sampler(() -> 0)) {
            if (answers.readLine() == null) {
                throw new IOException("the service ended before it was ready");
            }
            List<ProcessId> service = List.of(new ProcessId((int) process.pid(), 0));
            List<Phase> without = new ArrayList<>();
            List<Phase> with = new ArrayList<>();
            for (int pair = 0; pair <= sizes.stallPhases(); pair++) {
                for (boolean sampled : pair % 2 == 0 ? QUIET_FIRST : SAMPLED_FIRST) {
                    if (sampled) {
                        sampler.resume(service);
                    }
                    Phase phase = phase(commands, answers, sizes.stallSeconds());
                    sampler.pause();
                    if (pair > 0) {
                        (sampled ? with : without).add(phase);
                    }
                }
            }
            return new Result(
                    sizes.manyMappings(),
                    median(without),
                    median(with),
                    medianLoss(without, with),
                    sampler.samples().taken(),
                    sampler.samples().share());
        } finally {
            process.destroyForcibly();
        }
    }

    private static Phase phase(PrintWriter commands, BufferedReader answers, double seconds)
            throws IOException {
        commands.println(seconds);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the service ended in the middle of a phase");
        }
        double[] figures =
                Arrays.stream(answer.split(" ", 5)).mapToDouble(Double::parseDouble).toArray();
        return new Phase(figures[0], figures[1], figures[2], figures[3], figures[4]);
    }

    private static Phase median(List<Phase> phases) {
        return new Phase(
                median(phases, Phase::perSecond),
                median(phases, Phase::p50),
                median(phases, Phase::p99),
                median(phases, Phase::max),
                median(phases, Phase::waited));
    }

    private static double medianLoss(List<Phase> without, List<Phase> with) {
        double[] losses = new double[with.size()];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = 1 - with.get(i).perSecond() / without.get(i).perSecond();
        }
        Arrays.sort(losses);
        return losses[losses.length / 2];
    }

    private static double median(List<Phase> phases, ToDoubleFunction<Phase> figure) {
        double[] sorted = phases.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
