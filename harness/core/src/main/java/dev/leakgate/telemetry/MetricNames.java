package dev.leakgate.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/**
 * Names what leaves. Names that OpenTelemetry's semantic conventions have are theirs; all others
 * begin with {@code leakgate}. Units are UCUM's, and what is counted stands in braces.
 */
final class MetricNames {

    /** Names the instrumentation scope. */
    static final String SCOPE = "dev.leakgate";

    /* Semantic conventions: registry/attributes/service, host, os, test, cicd, vcs. */
    static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
    static final AttributeKey<String> SERVICE_INSTANCE =
            AttributeKey.stringKey("service.instance.id");
    static final AttributeKey<String> HOST_NAME = AttributeKey.stringKey("host.name");
    static final AttributeKey<String> HOST_ARCH = AttributeKey.stringKey("host.arch");
    static final AttributeKey<String> OS_TYPE = AttributeKey.stringKey("os.type");
    static final AttributeKey<String> OS_DESCRIPTION = AttributeKey.stringKey("os.description");
    static final AttributeKey<Long> PROCESS_PID = AttributeKey.longKey("process.pid");
    static final AttributeKey<String> TEST_CASE = AttributeKey.stringKey("test.case.name");
    static final AttributeKey<String> TEST_SUITE = AttributeKey.stringKey("test.suite.name");
    static final AttributeKey<String> PIPELINE = AttributeKey.stringKey("cicd.pipeline.name");
    static final AttributeKey<String> PIPELINE_RUN = AttributeKey.stringKey("cicd.pipeline.run.id");
    static final AttributeKey<String> PIPELINE_RUN_URL =
            AttributeKey.stringKey("cicd.pipeline.run.url.full");
    static final AttributeKey<String> PIPELINE_TASK =
            AttributeKey.stringKey("cicd.pipeline.task.name");
    static final AttributeKey<String> VCS_REPOSITORY =
            AttributeKey.stringKey("vcs.repository.url.full");
    static final AttributeKey<String> VCS_REF = AttributeKey.stringKey("vcs.ref.head.name");
    static final AttributeKey<String> VCS_REVISION =
            AttributeKey.stringKey("vcs.ref.head.revision");

    static final AttributeKey<String> VERDICT = AttributeKey.stringKey("leakgate.verdict");
    static final AttributeKey<String> REGION_KIND = AttributeKey.stringKey("leakgate.region.kind");
    static final AttributeKey<String> REGION_NAME = AttributeKey.stringKey("leakgate.region.name");
    static final AttributeKey<String> PROCESS_ROLE =
            AttributeKey.stringKey("leakgate.process.role");
    static final AttributeKey<String> COUNT_NAME = AttributeKey.stringKey("leakgate.count.name");
    static final AttributeKey<String> BUDGET_NAME = AttributeKey.stringKey("leakgate.budget.name");
    static final AttributeKey<String> FINGERPRINT =
            AttributeKey.stringKey("leakgate.finding.fingerprint");
    static final AttributeKey<String> FINDING_TYPE =
            AttributeKey.stringKey("leakgate.finding.type");

    /* Semantic conventions: system/process-metrics. */
    static final String MEMORY_USAGE = "process.memory.usage";
    static final String THREADS = "process.thread.count";
    static final String DESCRIPTORS = "process.unix.file_descriptor.count";

    static final String CHECK_VERDICT = "leakgate.check.verdict";
    static final String CHECK_DURATION = "leakgate.check.duration";
    static final String CHECK_REQUESTS = "leakgate.check.requests";
    static final String CHECK_DETECTABLE = "leakgate.check.detectable_growth_per_request";
    static final String FOOTPRINT = "leakgate.service.footprint";
    static final String FOOTPRINT_PEAK = "leakgate.service.footprint_peak";
    static final String REGION_FOOTPRINT = "leakgate.region.footprint";
    static final String REGION_GROWTH = "leakgate.region.growth_per_request";
    static final String REGION_RATE = "leakgate.region.growth_rate";
    static final String COUNT_GROWTH = "leakgate.count.growth_per_request";
    static final String BUDGET_MET = "leakgate.budget.met";
    static final String BUDGET_USAGE = "leakgate.budget.usage";
    static final String FINDING_SIZE = "leakgate.finding.size";

    private MetricNames() {}
}
