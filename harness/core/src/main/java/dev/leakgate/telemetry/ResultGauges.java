package dev.leakgate.telemetry;

import dev.leakgate.report.BudgetInfo;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.GrowthInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.verdict.Verdict;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads from one result what its metrics are. */
final class ResultGauges {

    private static final String BYTES = "By";
    private static final String BYTES_PER_REQUEST = "By/{request}";
    private static final String GROWING = "GROWING";
    private static final Set<String> OF_THREADS = Set.of("arenas", "stacks");

    private final RunDocument run;
    private final Attributes check;
    private final Gauges gauges;

    private ResultGauges(RunDocument run, Gauges gauges) {
        this.run = run;
        this.gauges = gauges;
        check =
                Attributes.of(
                        MetricNames.TEST_SUITE,
                        run.test().className(),
                        MetricNames.TEST_CASE,
                        run.test().displayName());
    }

    /** Sets them; what was not measured is absent. */
    static void record(RunDocument run, Gauges gauges) {
        ResultGauges result = new ResultGauges(run, gauges);
        result.verdict();
        result.service();
        result.regions();
        result.counts();
        result.budgets();
        result.findings();
    }

    /** One of the values is 1 and all others are 0, so that a verdict that is over ends. */
    private void verdict() {
        for (Verdict verdict : Verdict.values()) {
            gauges.set(
                    MetricNames.CHECK_VERDICT,
                    "{check}",
                    verdict == run.verdict() ? 1 : 0,
                    with().put(MetricNames.VERDICT, verdict.name()).build());
        }
        Duration took = Duration.between(run.session().startedAt(), run.session().endedAt());
        gauges.set(MetricNames.CHECK_DURATION, "s", took.toMillis() / 1e3, check);
        if (run.load() != null) {
            gauges.set(MetricNames.CHECK_REQUESTS, "{request}", run.load().requests(), check);
        }
        if (run.minimumDetectable() != null) {
            gauges.set(
                    MetricNames.CHECK_DETECTABLE,
                    BYTES_PER_REQUEST,
                    run.minimumDetectable(),
                    check);
        }
    }

    private void service() {
        if (run.rounds().isEmpty()) {
            return;
        }
        RoundInfo last = run.rounds().get(run.rounds().size() - 1);
        long peak = run.rounds().stream().mapToLong(RoundInfo::footprint).max().orElse(0);
        if (run.watch() != null) {
            peak = Math.max(peak, run.watch().peakFootprint());
        }
        gauges.set(MetricNames.FOOTPRINT, BYTES, last.footprint(), check);
        gauges.set(MetricNames.FOOTPRINT_PEAK, BYTES, peak, check);
        gauges.set(MetricNames.THREADS, "{thread}", last.threads(), check);
        gauges.set(MetricNames.DESCRIPTORS, "{file_descriptor}", last.descriptors(), check);
    }

    /** What one time series holds: regions of the same kind without a name are summed. */
    private static final class Sum {
        private long footprint;
        private double growth;
        private boolean judged;
    }

    private void regions() {
        Map<Attributes, Sum> sums = new LinkedHashMap<>();
        for (RegionInfo region : run.regions()) {
            Sum sum = sums.computeIfAbsent(attributes(region), key -> new Sum());
            sum.footprint += region.last();
            GrowthInfo growth = region.growthPerRequest();
            sum.judged |= growth != null && region.outcome() != null;
            sum.growth += growth != null && region.isGrowing() ? growth.value() : 0;
        }
        sums.forEach(
                (of, sum) -> {
                    gauges.set(MetricNames.REGION_FOOTPRINT, BYTES, sum.footprint, of);
                    if (sum.judged) {
                        gauges.set(MetricNames.REGION_GROWTH, BYTES_PER_REQUEST, sum.growth, of);
                    }
                });
    }

    /** A service has hundreds of modules and files: each would be a series of its own for good. */
    private Attributes attributes(RegionInfo region) {
        AttributesBuilder all = with().put(MetricNames.REGION_KIND, region.kind());
        if (region.name() != null && OF_THREADS.contains(region.kind())) {
            all.put(MetricNames.REGION_NAME, region.name());
        }
        if (region.process() != null) {
            all.put(MetricNames.PROCESS_ROLE, region.process());
        }
        return all.build();
    }

    private void counts() {
        run.series()
                .forEach(
                        (name, series) -> {
                            GrowthInfo growth = series.growthPerRequest();
                            if (growth != null
                                    && series.outcome() != null
                                    && series.unit().equals("count")) {
                                gauges.set(
                                        MetricNames.COUNT_GROWTH,
                                        "{count}/{request}",
                                        GROWING.equals(series.outcome()) ? growth.value() : 0,
                                        with().put(MetricNames.COUNT_NAME, name).build());
                            }
                        });
    }

    private void budgets() {
        for (BudgetInfo budget : run.budgets()) {
            Attributes of = with().put(MetricNames.BUDGET_NAME, budget.name()).build();
            if (budget.met() != null) {
                gauges.set(MetricNames.BUDGET_MET, "{budget}", budget.met() ? 1 : 0, of);
            }
            if (budget.observed() != null && budget.limit() > 0) {
                gauges.set(MetricNames.BUDGET_USAGE, "1", budget.observed() / budget.limit(), of);
            }
        }
    }

    private void findings() {
        for (FindingInfo finding : run.findings()) {
            if (finding.fingerprint() != null && finding.bytes() != null) {
                AttributesBuilder of = with().put(MetricNames.FINGERPRINT, finding.fingerprint());
                if (finding.type() != null) {
                    of.put(MetricNames.FINDING_TYPE, finding.type());
                }
                gauges.set(MetricNames.FINDING_SIZE, BYTES, finding.bytes(), of.build());
            }
        }
    }

    private AttributesBuilder with() {
        return check.toBuilder();
    }
}
