package dev.leakgate.report;

import dev.leakgate.report.LoadInfo.LatencyInfo;
import java.util.Locale;

/** Says in one line what load the service got. */
final class LoadLine {

    private LoadLine() {}

    /** Prints {@code 1,998 of 2,000 requests/s, 4 at once; p50 0.2 ms, p99 1.4 ms}. */
    static String of(LoadInfo load) {
        StringBuilder line = new StringBuilder();
        if (!load.tool().equals(LoadInfo.BUILT_IN)) {
            line.append(load.tool());
            if (load.version() != null) {
                line.append(' ').append(load.version());
            }
            line.append(", ");
        }
        line.append(rate(load.achievedRate()));
        if (load.intendedRate() != null) {
            line.append(" of ").append(rate(load.intendedRate())).append(" intended");
        }
        line.append(" requests/s");
        if (load.concurrency() != null) {
            line.append(", at most ").append(load.concurrency()).append(" at once");
        }
        if (load.abortedOnPurpose() != null) {
            line.append(
                    String.format(
                            Locale.ROOT, ", %,d aborted on purpose", load.abortedOnPurpose()));
        }
        LatencyInfo latency = load.latencyMillis();
        if (latency != null) {
            line.append(
                    String.format(
                            Locale.ROOT,
                            "; p50 %s, p99 %s",
                            millis(latency.p50()),
                            millis(latency.p99())));
        }
        return line.toString();
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 10 ? "%.2f" : "%,.0f", perSecond);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%,.0f ms", millis);
    }
}
