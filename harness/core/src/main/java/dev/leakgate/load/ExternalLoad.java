package dev.leakgate.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Describes a load tool that sends the requests of a round: its command, and how to read from its
 * output what it sent. Each round runs the command once, without a shell, and waits for its end.
 *
 * <p>In the arguments {@code ${port}} stands for the service's port, {@code ${requests}} for the
 * requests of a round, {@code ${requests/4}} for a fourth of them (for tools that want them per
 * client), {@code ${round}} for the number of the round, 0 to warm up, and {@code ${result}} for a
 * file that the tool is to write its result to; without it the result is its output, standard error
 * behind standard output.
 *
 * <p>What is not {@link #wrk}, {@link #h2load}, {@link #redisBenchmark} or {@link #pgbench} is a
 * few lines:
 *
 * <pre>{@code
 * ExternalLoad.command("k6", "run", "--iterations", "${requests}",
 *                 "--summary-export", "${result}", "load.js")
 *         .countedByJson("/metrics/http_reqs/count")
 *         .versionArgument("version")
 * }</pre>
 *
 * <p>Immutable: each method returns another description.
 */
public final class ExternalLoad {

    private static final Duration DEFAULT_TIME_LIMIT = Duration.ofMinutes(2);

    private final List<String> argv;
    private final RequestCount count;
    private final @Nullable Pattern failures;
    private final Set<Integer> accepted;
    private final Duration timeLimit;
    private final String versionArgument;

    private ExternalLoad(
            List<String> argv,
            RequestCount count,
            @Nullable Pattern failures,
            Set<Integer> accepted,
            Duration timeLimit,
            String versionArgument) {
        this.argv = argv;
        this.count = count;
        this.failures = failures;
        this.accepted = accepted;
        this.timeLimit = timeLimit;
        this.versionArgument = versionArgument;
    }

    /**
     * Begins a description by the command.
     *
     * @param argv the tool, looked up in PATH when it has no slash, and its arguments; no shell
     *     reads them
     */
    public static ExternalLoad command(String... argv) {
        if (argv.length == 0 || argv[0].isBlank()) {
            throw new IllegalArgumentException(
                    "the load tool's command is empty; name the tool, as in"
                            + " ExternalLoad.command(\"wrk\", \"-d2s\","
                            + " \"http://127.0.0.1:${port}/\")");
        }
        return new ExternalLoad(
                List.of(argv),
                new RequestCount.Fixed(),
                null,
                Set.of(0),
                DEFAULT_TIME_LIMIT,
                "--version");
    }

    /**
     * Describes wrk, which sends GET requests as fast as they are answered, for a time: rounds are
     * of equal length, their requests are counted.
     *
     * @param path absolute, {@code "/itop?channelid=7"}
     * @param connections kept at once; 1 or more
     * @param time of a round; whole seconds
     */
    public static ExternalLoad wrk(String path, int connections, Duration time) {
        return command(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + time.toSeconds() + "s",
                        "http://127.0.0.1:${port}" + path)
                .countedBy("(\\d+) requests in ")
                .failuresCountedBy(
                        "Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)")
                .versionArgument("-v");
    }

    /**
     * Describes h2load over HTTP/1.1; with {@code "h2"} for another protocol, describe it by {@link
     * #command}.
     *
     * @param path absolute
     * @param clients at once; 1 or more
     */
    public static ExternalLoad h2load(String path, int clients) {
        return command(
                        "h2load",
                        "--h1",
                        "-n",
                        "${requests}",
                        "-c",
                        Integer.toString(clients),
                        "http://127.0.0.1:${port}" + path)
                .countedBy("requests: \\d+ total, \\d+ started, (\\d+) done")
                .failuresCountedBy("failed, (\\d+) errored, (\\d+) timeout");
    }

    /**
     * Describes redis-benchmark; each named test sends {@code ${requests}} commands.
     *
     * @param clients at once; 1 or more
     * @param tests as {@code -t} names them, {@code "set", "get"}
     */
    public static ExternalLoad redisBenchmark(int clients, String... tests) {
        return command(
                        "redis-benchmark",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        "${port}",
                        "-n",
                        "${requests}",
                        "-c",
                        Integer.toString(clients),
                        "-t",
                        String.join(",", tests))
                .countedBy("(\\d+) requests completed in ");
    }

    /**
     * Describes pgbench on a database that was filled by {@code pgbench -i}; a request is a
     * transaction.
     *
     * @param clients at once; 1 or more
     * @param arguments more of them: the user, the database, {@code "-S"} to read only
     */
    public static ExternalLoad pgbench(int clients, String... arguments) {
        String[] argv = {
            "pgbench",
            "-n",
            "-h",
            "127.0.0.1",
            "-p",
            "${port}",
            "-c",
            Integer.toString(clients),
            "-t",
            "${requests/" + clients + "}"
        };
        String[] all = Arrays.copyOf(argv, argv.length + arguments.length);
        System.arraycopy(arguments, 0, all, argv.length, arguments.length);
        return command(all)
                .countedBy("number of transactions actually processed: (\\d+)")
                .failuresCountedBy("number of failed transactions: (\\d+)");
    }

    /**
     * Reads the number of requests from the result by a regular expression: its groups are numbers,
     * and the sum over all matches counts.
     *
     * @throws IllegalArgumentException when it is none, or has no group
     */
    public ExternalLoad countedBy(String regex) {
        return with(new RequestCount.ByRegex(pattern(regex)));
    }

    /**
     * Reads the number of requests from a result that is JSON.
     *
     * @param pointer a JSON pointer (RFC 6901) to a number, {@code "/metrics/http_reqs/count"}
     */
    public ExternalLoad countedByJson(String pointer) {
        return with(RequestCount.ByJson.of(pointer));
    }

    /** Takes it that the tool sends exactly {@code ${requests}}; so it is unless told. */
    public ExternalLoad countedAsAsked() {
        return with(new RequestCount.Fixed());
    }

    /** Reads the number of failed requests from the result as {@link #countedBy} does. */
    public ExternalLoad failuresCountedBy(String regex) {
        return new ExternalLoad(argv, count, pattern(regex), accepted, timeLimit, versionArgument);
    }

    /** Accepts these exit statuses and no other; 0 alone unless told. */
    public ExternalLoad acceptExit(int... statuses) {
        Set<Integer> accepts = new TreeSet<>();
        for (int status : statuses) {
            accepts.add(status);
        }
        return new ExternalLoad(
                argv, count, failures, Set.copyOf(accepts), timeLimit, versionArgument);
    }

    /** Bounds one run of the tool, which is killed then; 2 min unless told. */
    public ExternalLoad timeLimit(Duration atMost) {
        if (atMost.isNegative() || atMost.isZero()) {
            throw new IllegalArgumentException(
                    "timeLimit = " + atMost + " must be longer than nothing");
        }
        return new ExternalLoad(argv, count, failures, accepted, atMost, versionArgument);
    }

    /** Names the argument at which the tool tells its version; {@code --version} unless told. */
    public ExternalLoad versionArgument(String argument) {
        return new ExternalLoad(argv, count, failures, accepted, timeLimit, argument);
    }

    private ExternalLoad with(RequestCount counted) {
        return new ExternalLoad(argv, counted, failures, accepted, timeLimit, versionArgument);
    }

    private static Pattern pattern(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            if (pattern.matcher("").groupCount() == 0) {
                throw new IllegalArgumentException(
                        "\"" + regex + "\" has no group; put the number in parentheses");
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + regex + "\" is no regular expression: " + e.getDescription(), e);
        }
    }

    /** Returns the tool's name, {@code "wrk"}. */
    public String tool() {
        String name = argv.get(0);
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Returns the command as it was written. */
    public List<String> argv() {
        return argv;
    }

    /** Says whether somebody must say how many requests a round has. */
    public boolean needsRequests() {
        return count instanceof RequestCount.Fixed
                || argv.stream()
                        .anyMatch(argument -> ToolCommand.REQUESTS.matcher(argument).find());
    }

    RequestCount count() {
        return count;
    }

    @Nullable Pattern failures() {
        return failures;
    }

    Set<Integer> accepted() {
        return accepted;
    }

    Duration timeLimit() {
        return timeLimit;
    }

    String versionArgument() {
        return versionArgument;
    }

    /** Prints the command. */
    @Override
    public String toString() {
        return String.join(" ", argv);
    }
}
