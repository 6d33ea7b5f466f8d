package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.leakgate.watch.ProcessGrowth;
import dev.leakgate.watch.ProcessTop;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows which processes have memory and gain memory. */
@Command(
        name = "top",
        description = {
            "Shows the processes of this machine by likely leak, memory or growth.",
            "On a terminal until Ctrl-C; elsewhere once, after 12 s unless --for says otherwise."
        },
        mixinStandardHelpOptions = true)
final class TopCommand implements Callable<Integer> {

    private static final Duration UNSEEN = Duration.ofSeconds(12);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            description = "One of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
            defaultValue = "LEAK")
    private TopOrder order = TopOrder.LEAK;

    @Option(
            names = {"-n", "--most"},
            paramLabel = "N",
            description = "How many processes to show; default ${DEFAULT-VALUE}.",
            defaultValue = "20")
    private int most = 20;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "How long to look, as in 30s; at least 8 looks tell a leak.",
            converter = DurationConverter.class)
    private @Nullable Duration time;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            description = "The time between two looks; default ${DEFAULT-VALUE}.",
            defaultValue = "1s",
            converter = DurationConverter.class)
    private Duration pause = Duration.ofSeconds(1);

    @Option(names = "--json", description = "Print a line of JSON for each look.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException, InterruptedException {
        if (most < 1) {
            throw new InvalidInputException("--most " + most + " must be 1 or more");
        }
        if (pause.compareTo(SHORTEST_PAUSE) < 0) {
            throw new InvalidInputException("--every must be 50ms or more");
        }
        PrintWriter out = spec.commandLine().getOut();
        Screen screen = Screen.of(out);
        Duration limit = time == null && !screen.live() ? UNSEEN : time;
        TopText text = new TopText();
        try (ProcessTop top = new ProcessTop()) {
            long begin = System.nanoTime();
            long next = begin;
            boolean last = false;
            while (!last) {
                top.look();
                next += pause.toNanos();
                last = limit != null && next - begin > limit.toNanos();
                if (json) {
                    List<ProcessGrowth> all = top.processes();
                    out.println(TopJson.of(cut(all), all.size(), top.rounds(), top.millis()));
                } else if (last || screen.live()) {
                    List<ProcessGrowth> all = top.processes();
                    List<String> lines =
                            text.lines(cut(all), all.size(), top.rounds(), top.millis());
                    if (last) {
                        screen.print(lines);
                    } else {
                        screen.replace(lines);
                    }
                }
                if (!last) {
                    Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
                }
            }
        }
        return ExitCode.OK;
    }

    private List<ProcessGrowth> cut(List<ProcessGrowth> all) {
        return all.stream().sorted(order.comparator()).limit(most).toList();
    }
}
