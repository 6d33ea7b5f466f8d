package dev.leakgate.telemetry;

import dev.leakgate.gate.GitCommit;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.nio.file.Path;
import java.util.Map;

/** Says which build measured, as far as GitHub, GitLab or Jenkins tell in the environment. */
final class BuildAttributes {

    private BuildAttributes() {}

    /**
     * Reads them.
     *
     * @param directory in a checkout, for the commit where no variable names it
     */
    static Attributes of(Map<String, String> environment, Path directory) {
        AttributesBuilder all = Attributes.builder();
        put(
                all,
                MetricNames.PIPELINE,
                environment,
                "GITHUB_WORKFLOW",
                "CI_PROJECT_PATH",
                "JOB_NAME");
        put(
                all,
                MetricNames.PIPELINE_RUN,
                environment,
                "GITHUB_RUN_ID",
                "CI_PIPELINE_ID",
                "BUILD_ID");
        put(all, MetricNames.PIPELINE_RUN_URL, environment, "CI_PIPELINE_URL", "BUILD_URL");
        put(all, MetricNames.PIPELINE_TASK, environment, "GITHUB_JOB", "CI_JOB_NAME", "STAGE_NAME");
        put(all, MetricNames.VCS_REPOSITORY, environment, "CI_PROJECT_URL", "GIT_URL");
        put(
                all,
                MetricNames.VCS_REF,
                environment,
                "GITHUB_HEAD_REF",
                "GITHUB_REF_NAME",
                "CI_COMMIT_REF_NAME",
                "BRANCH_NAME",
                "GIT_BRANCH");
        GitCommit.at(directory).ifPresent(commit -> all.put(MetricNames.VCS_REVISION, commit));
        put(
                all,
                MetricNames.VCS_REVISION,
                environment,
                "GITHUB_SHA",
                "CI_COMMIT_SHA",
                "GIT_COMMIT");
        gitHub(all, environment);
        return all.build();
    }

    private static void put(
            AttributesBuilder all,
            AttributeKey<String> key,
            Map<String, String> environment,
            String... names) {
        for (String name : names) {
            String value = environment.get(name);
            if (value != null && !value.isBlank()) {
                all.put(key, value);
                return;
            }
        }
    }

    /** GitHub tells the parts of its addresses. */
    private static void gitHub(AttributesBuilder all, Map<String, String> environment) {
        String server = environment.get("GITHUB_SERVER_URL");
        String repository = environment.get("GITHUB_REPOSITORY");
        String run = environment.get("GITHUB_RUN_ID");
        if (server != null && repository != null) {
            all.put(MetricNames.VCS_REPOSITORY, server + "/" + repository);
            if (run != null) {
                all.put(
                        MetricNames.PIPELINE_RUN_URL,
                        server + "/" + repository + "/actions/runs/" + run);
            }
        }
    }
}
