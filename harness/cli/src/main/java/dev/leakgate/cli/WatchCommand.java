package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.leakgate.linux.PidNamespaces;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import dev.leakgate.service.ServiceException;
import dev.leakgate.traffic.RequestCounter;
import dev.leakgate.units.ByteSize;
import dev.leakgate.watch.LiveWatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Watches a service while it works. */
@Command(
        name = "watch",
        customSynopsis = {
            "leakgate watch [OPTION]... PID",
            "leakgate watch [OPTION]... -- COMMAND..."
        },
        description = {
            "Shows the regions of a running service, its threads and descriptors, and how they grow.",
            "A process goes on whatever happens here; a command that was started is stopped at the end."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was watched; with --until-leak: nothing grew",
            "1:it leaks (--until-leak), or has more than --max-rss",
            "2:wrong usage or input",
            "3:not permitted, or --until-leak could not tell",
            "4:it crashed (--until-leak)"
        },
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

    private static final Duration SHORTEST = Duration.ofMillis(50);

    @Parameters(
            paramLabel = "PID | -- COMMAND...",
            arity = "1..*",
            description = "The process, with its descendants; or a command to start.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--until-leak", description = "End when it leaks, with status 1.")
    private boolean untilLeak;

    @Option(
            names = "--capture-on-leak",
            description = "When it leaks, or has more than --max-rss: write a core, show its heap.")
    private boolean capture;

    @Option(
            names = "--site",
            description =
                    "When it leaks: record its allocations with heaptrack for a time, and show the"
                            + " lines that allocate what is not freed.")
    private boolean site;

    @Option(
            names = "--site-for",
            paramLabel = "DURATION",
            description = "How long to record; default ${DEFAULT-VALUE}.",
            defaultValue = "10s",
            converter = DurationConverter.class)
    private Duration siteTime = Duration.ofSeconds(10);

    @Option(
            names = "--max-rss",
            paramLabel = "SIZE",
            description = "End with status 1 when it has more resident, as in 2GiB.",
            converter = SizeConverter.class)
    private @Nullable ByteSize maxRss;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "How long to watch, as in 10min; else until it ends, or Ctrl-C.",
            converter = DurationConverter.class)
    private @Nullable Duration time;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            description = "The shortest time between looks; default ${DEFAULT-VALUE}.",
            defaultValue = "1s",
            converter = DurationConverter.class)
    private Duration every = Duration.ofSeconds(1);

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            description = "Growth before that is no leak: caches fill, pools open.",
            converter = DurationConverter.class)
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where a core and a command's output go; default ${DEFAULT-VALUE}.",
            defaultValue = "leakgate/watch")
    private Path folder = Path.of("leakgate/watch");

    @Option(names = "--json", description = "Print a line of JSON for each look.")
    private boolean json;

    @Mixin private CounterOptions requests = new CounterOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        if (every.compareTo(SHORTEST) < 0) {
            throw new InvalidInputException("--every must be 50ms or more");
        }
        RequestCounter counter = requests.counter();
        try (Interruption interruption = new Interruption();
                RunningService service = service();
                LiveWatch watch = new LiveWatch(service, counter, every, warmUp)) {
            return new WatchLoop(
                            watch,
                            title(service),
                            new WatchLoop.Rules(
                                    untilLeak, capture, site ? siteTime : null, maxRss, time, json),
                            folder,
                            interruption,
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .run();
        }
    }

    private RunningService service() {
        boolean command = spec.commandLine().getParseResult().originalArgs().contains("--");
        NativeService what =
                command
                        ? NativeService.command(words.toArray(new String[0]))
                                .readyOnceStarted()
                                .build()
                        : NativeService.attach(pid()).build();
        try {
            return RunningService.launch(what, folder);
        } catch (ServiceException refused) {
            String message = String.valueOf(refused.getMessage());
            boolean closed = !command && Files.exists(Path.of("/proc", words.get(0)));
            throw closed ? new NotPossibleException(message) : new InvalidInputException(message);
        }
    }

    private int pid() {
        String word = words.get(0);
        if (words.size() > 1 || !word.matches("[1-9][0-9]{0,8}")) {
            throw new InvalidInputException(
                    "\""
                            + String.join(" ", words)
                            + "\" is no process; to start a command write: leakgate watch -- "
                            + String.join(" ", words));
        }
        return Target.Converter.process(word);
    }

    private static String title(RunningService service) {
        int pid = service.root().pid();
        try (ProcReader proc = new ProcReader()) {
            return "process "
                    + PidNamespaces.text(pid)
                    + proc.stat(pid).map(ProcStat::comm).map(n -> ", " + n).orElse("");
        }
    }
}
