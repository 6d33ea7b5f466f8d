package dev.leakgate.load;

import dev.leakgate.linux.ChildProcess;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessTree;
import dev.leakgate.linux.SpawnSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs a load tool once for each round. Its output is kept in the files {@value #OUTPUT}, {@value
 * #ERRORS} and {@value #RESULT} of a folder; each run replaces those of the one before.
 */
public final class ToolRunner {

    /** The file of the folder that has the last run's standard output. */
    public static final String OUTPUT = "load.out";

    /** The file of the folder that has the last run's standard error. */
    public static final String ERRORS = "load.err";

    /** The file of the folder that the tool may write its result to. */
    public static final String RESULT = "load.result";

    private static final Duration SLICE = Duration.ofMillis(50);
    private static final Duration VERSION_WITHIN = Duration.ofSeconds(10);
    private static final int LARGEST_RESULT = 16 << 20;
    private static final int TAIL_LINES = 10;
    private static final int TAIL_CHARS = 2000;
    private static final Pattern VERSION = Pattern.compile("[0-9]+(?:\\.[0-9]+)+[^\\s,;)\\]]*");

    private final ExternalLoad load;
    private final OptionalInt port;
    private final Path folder;
    private final BooleanSupplier ended;
    private @Nullable String version;

    /**
     * Prepares the runs.
     *
     * @param port the service's port; empty when it has none
     * @param folder where the tool's output goes
     * @param ended says that the service is gone, so that the tool is killed
     */
    public ToolRunner(ExternalLoad load, OptionalInt port, Path folder, BooleanSupplier ended) {
        this.load = load;
        this.port = port;
        this.folder = folder.toAbsolutePath();
        this.ended = ended;
    }

    /** Returns the tool's name. */
    public String tool() {
        return load.tool();
    }

    /** Asks the tool for its version, once; empty when it tells none. */
    public Optional<String> version() {
        if (version == null) {
            version = askVersion();
        }
        return Optional.of(version).filter(known -> !known.isEmpty());
    }

    /**
     * Runs the tool.
     *
     * @param requests how many to ask it for
     * @param round number of the round, 0 to warm up
     * @param atMost how long it may run, besides its own limit
     * @return what it sent; {@link LoadBlock.End#TIMED_OUT} when it was killed for {@code atMost},
     *     {@link LoadBlock.End#ABORTED} for a service that is gone
     * @throws LoadToolException when it is not there, hangs, fails, or does not say what it sent
     * @throws InterruptedException when the calling thread is interrupted; the tool is killed
     */
    public LoadBlock run(long requests, int round, Duration atMost) throws InterruptedException {
        Path result = folder.resolve(RESULT);
        ToolCommand command = ToolCommand.of(load, port, requests, round, result);
        boolean own = load.timeLimit().compareTo(atMost) <= 0;
        Run run = execute(command, own ? load.timeLimit() : atMost);
        if (run.exit == null) {
            if (ended.getAsBoolean()) {
                return block(requests, 0, 0, run.wallTime, LoadBlock.End.ABORTED);
            }
            if (!own) {
                return block(requests, 0, 0, run.wallTime, LoadBlock.End.TIMED_OUT);
            }
            throw new LoadToolException(
                    tool()
                            + " had not ended after "
                            + load.timeLimit().toMillis()
                            + " ms and was killed; give it less to do, or raise timeLimit(…)\n"
                            + tail());
        }
        refuseFailed(run.exit);
        String text = text(result);
        OptionalLong sent = load.count().read(text, requests);
        if (sent.isEmpty()) {
            throw new LoadToolException(
                    "the number of requests is not in the result of "
                            + tool()
                            + ": looked for "
                            + load.count().describe()
                            + "; correct it, or add the option that makes the tool print it\n"
                            + tail());
        }
        if (sent.getAsLong() == 0) {
            throw new LoadToolException(
                    tool() + " sent no request; run it by hand to see why\n" + tail());
        }
        Pattern failures = load.failures();
        long failed = failures == null ? 0 : RequestCount.sum(failures, text).orElse(0);
        return block(requests, sent.getAsLong(), failed, run.wallTime, LoadBlock.End.DRAINED);
    }

    private void refuseFailed(ExitStatus exit) {
        boolean accepted =
                exit instanceof ExitStatus.Exited exited && load.accepted().contains(exited.code());
        if (!accepted) {
            throw new LoadToolException(
                    tool()
                            + " failed with "
                            + exit
                            + "; run it by hand, or call acceptExit(…) when that is no failure\n"
                            + tail());
        }
    }

    private LoadBlock block(
            long asked, long sent, long failed, Duration wallTime, LoadBlock.End end) {
        return new LoadBlock(
                load.needsRequests() ? asked : sent,
                sent,
                failed,
                0,
                0,
                null,
                new TreeMap<>(),
                new TreeMap<>(),
                Latencies.NONE,
                wallTime,
                Duration.ZERO,
                end);
    }

    private Run execute(ToolCommand command, Duration atMost) throws InterruptedException {
        prepareFolder();
        long begin = System.nanoTime();
        ChildProcess process =
                ChildProcess.start(
                        new SpawnSpec(
                                command.executable(),
                                command.argv(),
                                environment(),
                                null,
                                folder.resolve(OUTPUT),
                                folder.resolve(ERRORS),
                                List.of()));
        try (ProcReader proc = new ProcReader()) {
            ProcessTree tree = new ProcessTree(process, command.executable(), proc);
            try {
                Optional<ExitStatus> exit = Optional.empty();
                while (exit.isEmpty()
                        && System.nanoTime() - begin < atMost.toNanos()
                        && !ended.getAsBoolean()) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    exit = process.awaitExit(SLICE);
                }
                return new Run(exit.orElse(null), Duration.ofNanos(System.nanoTime() - begin));
            } finally {
                tree.kill();
                process.awaitExit(Duration.ofSeconds(1));
                process.forget();
            }
        }
    }

    private static Map<String, String> environment() {
        return new HashMap<>(System.getenv());
    }

    private void prepareFolder() {
        try {
            Files.createDirectories(folder);
            for (String file : List.of(OUTPUT, ERRORS, RESULT)) {
                Files.deleteIfExists(folder.resolve(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the load tool's output cannot be written", e);
        }
    }

    /** What counts as the result: the file for it when the command names it, else the output. */
    private String text(Path result) {
        boolean named = load.argv().stream().anyMatch(argument -> argument.contains("${result}"));
        return named
                ? read(result)
                : read(folder.resolve(OUTPUT)) + "\n" + read(folder.resolve(ERRORS));
    }

    private static String read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LARGEST_RESULT), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the last lines of what it printed, indented for a message. */
    private String tail() {
        String text = (read(folder.resolve(OUTPUT)) + "\n" + read(folder.resolve(ERRORS))).strip();
        if (text.isEmpty()) {
            return "  it printed nothing";
        }
        String last = text.substring(Math.max(0, text.length() - TAIL_CHARS));
        List<String> lines = last.split("[\r\n]+").length == 0 ? List.of() : lines(last);
        return "  its last output:\n    "
                + String.join(
                        "\n    ",
                        lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.replaceAll("\\p{Cntrl}", "?"))
                .filter(line -> !line.isBlank())
                .toList();
    }

    private String askVersion() {
        try {
            Path executable = ToolCommand.of(load, port, 1, 0, folder).executable();
            ToolCommand ask =
                    new ToolCommand(
                            executable, List.of(load.argv().get(0), load.versionArgument()));
            execute(ask, VERSION_WITHIN);
            Matcher matcher =
                    VERSION.matcher(
                            read(folder.resolve(OUTPUT)) + "\n" + read(folder.resolve(ERRORS)));
            return matcher.find() ? matcher.group() : "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private record Run(@Nullable ExitStatus exit, Duration wallTime) {}
}
