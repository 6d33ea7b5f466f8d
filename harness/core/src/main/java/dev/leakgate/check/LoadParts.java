package dev.leakgate.check;

import dev.leakgate.load.Latencies;
import dev.leakgate.load.LoadReport;
import dev.leakgate.load.ToolRunner;
import dev.leakgate.report.LoadInfo;
import dev.leakgate.report.LoadInfo.KindInfo;
import dev.leakgate.report.LoadInfo.LatencyInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts what was sent into the record that {@code run.json} has for it. */
final class LoadParts {

    private LoadParts() {}

    /** Returns null when nothing was sent. */
    static @Nullable LoadInfo of(LoadReport load, CheckPlan plan, Optional<ToolRunner> tool) {
        if (load.requests() == 0) {
            return null;
        }
        boolean own = tool.isEmpty();
        boolean open = own && plan.shape().open();
        return new LoadInfo(
                tool.map(ToolRunner::tool).orElse(LoadInfo.BUILT_IN),
                tool.flatMap(ToolRunner::version).orElse(null),
                load.requests(),
                own ? plan.concurrency() : null,
                own ? (open ? "open" : "closed") : null,
                own ? plan.shape().connections().text() : null,
                open ? plan.shape().rate() : null,
                load.rate(),
                load.failed(),
                load.firstFailure(),
                load.aborted() == 0 ? null : load.aborted(),
                kinds(load),
                statuses(load),
                latencies(load.latencies()));
    }

    private static Map<String, KindInfo> kinds(LoadReport load) {
        Map<String, KindInfo> kinds = new LinkedHashMap<>();
        load.kinds()
                .forEach(
                        (name, count) ->
                                kinds.put(name, new KindInfo(count.requests(), count.failed())));
        return kinds;
    }

    private static Map<String, Long> statuses(LoadReport load) {
        Map<String, Long> statuses = new LinkedHashMap<>();
        load.statuses().forEach((status, count) -> statuses.put(status.toString(), count));
        return statuses;
    }

    private static @Nullable LatencyInfo latencies(Latencies latencies) {
        return latencies.count() == 0
                ? null
                : new LatencyInfo(
                        millis(latencies.percentile(50)),
                        millis(latencies.percentile(90)),
                        millis(latencies.percentile(99)),
                        millis(latencies.percentile(99.9)),
                        millis(latencies.max()));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
