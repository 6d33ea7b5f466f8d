package dev.leakgate.maven;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether a build runs in continuous integration. */
final class ContinuousIntegration {

    /* CI is set by GitHub, GitLab, Travis, CircleCI, Buildkite and others. */
    private static final List<String> VARIABLES =
            List.of("CI", "JENKINS_URL", "TEAMCITY_VERSION", "TF_BUILD", "BUILD_NUMBER");

    private ContinuousIntegration() {}

    /** Returns the variable that tells so; null when none does. */
    static @Nullable String variable(Map<String, String> environment) {
        for (String name : VARIABLES) {
            String value = environment.getOrDefault(name, "");
            if (!value.isBlank() && !value.equalsIgnoreCase("false")) {
                return name;
            }
        }
        return null;
    }
}
