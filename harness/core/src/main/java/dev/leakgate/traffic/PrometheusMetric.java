package dev.leakgate.traffic;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sums up the series of one metric of a Prometheus endpoint, in its text format. */
public final class PrometheusMetric implements RequestCounter {

    private static final Pattern SELECTOR =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?");
    private static final Pattern LABEL =
            Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:,|$)");
    private static final int MOST_LABELS = 20;

    private final URI endpoint;
    private final String text;
    private final String name;
    private final List<String> labels = new ArrayList<>();

    /**
     * Names the metric.
     *
     * @param metric {@code http_requests_total}, or with labels that a series must have, {@code
     *     http_requests_total{code="200"}}
     * @throws CounterException when one of them is none
     */
    public PrometheusMetric(URI endpoint, String metric) throws CounterException {
        BoundedGet.requireHttp(endpoint);
        this.endpoint = endpoint;
        text = metric;
        Matcher selector = SELECTOR.matcher(metric.strip());
        if (!selector.matches()) {
            throw notSelector();
        }
        name = selector.group(1);
        String wanted = selector.group(2) == null ? "" : selector.group(2);
        Matcher label = LABEL.matcher(wanted);
        int at = 0;
        while (at < wanted.length() && labels.size() < MOST_LABELS) {
            if (!label.find(at) || label.start() != at) {
                throw notSelector();
            }
            labels.add(label.group(1) + "=\"" + label.group(2) + "\"");
            at = label.end();
        }
    }

    private CounterException notSelector() {
        return new CounterException(
                "\""
                        + text
                        + "\" names no metric; write http_requests_total or"
                        + " http_requests_total{code=\"200\"}");
    }

    @Override
    public long read() throws CounterException {
        double sum = 0;
        boolean found = false;
        for (String line : BoundedGet.text(endpoint).split("\n", -1)) {
            if (line.startsWith(name) && matches(line)) {
                sum += value(line);
                found = true;
            }
        }
        if (!found || !Double.isFinite(sum)) {
            throw new CounterException(endpoint + " has no metric " + text + " with a number");
        }
        return Math.round(sum);
    }

    private boolean matches(String line) {
        char next = line.length() > name.length() ? line.charAt(name.length()) : '\n';
        if (next != '{' && next != ' ' && next != '\t') {
            return false;
        }
        List<String> its = new ArrayList<>();
        if (next == '{') {
            Matcher label = LABEL.matcher(line.substring(name.length() + 1, end(line)));
            while (its.size() < MOST_LABELS && label.find()) {
                its.add(label.group(1) + "=\"" + label.group(2) + "\"");
            }
        }
        return its.containsAll(labels);
    }

    /** A value of a label may have braces in it; the last one ends the labels. */
    private static int end(String line) {
        int end = line.lastIndexOf('}');
        return end < 0 ? line.length() : end;
    }

    private static double value(String line) {
        String after = line.substring(Math.max(line.lastIndexOf('}') + 1, line.indexOf(' ')));
        String number = after.strip().split("\\s+", 2)[0];
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException unreadable) {
            return Double.NaN;
        }
    }
}
