package dev.leakgate.cli;

import dev.leakgate.traffic.CounterCommand;
import dev.leakgate.traffic.CounterException;
import dev.leakgate.traffic.LogLines;
import dev.leakgate.traffic.PrometheusMetric;
import dev.leakgate.traffic.RequestCounter;
import dev.leakgate.traffic.StubStatus;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says who counts the requests of a service that is watched. */
final class CounterOptions {

    @Option(
            names = "--requests-log",
            paramLabel = "FILE",
            description = "Each line that the service appends to this log is a request.")
    private @Nullable Path log;

    @Option(
            names = "--requests-match",
            paramLabel = "REGEX",
            description = "Of the log, lines that match are requests.")
    private @Nullable String match;

    @Option(
            names = "--requests-command",
            paramLabel = "COMMAND",
            description = "The last word that this prints is the number of requests until now.")
    private @Nullable String command;

    @Option(
            names = "--requests-nginx",
            paramLabel = "URL",
            description = "nginx's page of its module stub_status.")
    private @Nullable String nginx;

    @Option(
            names = "--requests-prometheus",
            paramLabel = "URL",
            description =
                    "An endpoint with the service's metrics, as http://127.0.0.1:9090/metrics.")
    private @Nullable String prometheus;

    @Option(
            names = "--requests-metric",
            paramLabel = "METRIC",
            description =
                    "The metric that counts requests, as http_requests_total or with labels"
                            + " 'http_requests_total{code=\"200\"}'.")
    private @Nullable String metric;

    /** Returns the counter, asked once; null when none is named. */
    @Nullable RequestCounter counter() {
        refuseHalves();
        try {
            RequestCounter counter = named();
            if (counter != null) {
                long unused = counter.read();
            }
            return counter;
        } catch (CounterException | IllegalArgumentException wrong) {
            throw new InvalidInputException(String.valueOf(wrong.getMessage()));
        }
    }

    private @Nullable RequestCounter named() throws CounterException {
        if (log != null) {
            return new LogLines(log, match == null ? null : pattern(match));
        }
        if (command != null) {
            return new CounterCommand(command);
        }
        if (nginx != null) {
            return new StubStatus(URI.create(nginx));
        }
        return prometheus == null || metric == null
                ? null
                : new PrometheusMetric(URI.create(prometheus), metric);
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw new InvalidInputException(
                    "--requests-match is no regular expression: "
                            + wrong.getDescription()
                            + " at "
                            + wrong.getIndex());
        }
    }

    private void refuseHalves() {
        int counters =
                (log == null ? 0 : 1)
                        + (command == null ? 0 : 1)
                        + (nginx == null ? 0 : 1)
                        + (prometheus == null ? 0 : 1);
        if (counters > 1) {
            throw new InvalidInputException(
                    "requests are counted in one way: leave one of the --requests-… options");
        }
        if (match != null && log == null) {
            throw new InvalidInputException("--requests-match needs --requests-log FILE");
        }
        if ((prometheus == null) != (metric == null)) {
            throw new InvalidInputException(
                    "--requests-prometheus URL and --requests-metric METRIC need each other");
        }
    }
}
