package dev.leakgate.maven;

import org.apache.maven.artifact.versioning.ComparableVersion;
import org.jspecify.annotations.Nullable;

/**
 * Describes one execution of Surefire or Failsafe that this build has.
 *
 * @param plugin {@code maven-surefire-plugin} or {@code maven-failsafe-plugin}
 * @param version the plugin's version in this build
 * @param execution the execution's id
 * @param filters which tests it runs
 * @param skippedBy the parameter that skips it, {@code "skipITs"}; null when it runs
 * @param withoutEngine whether it leaves the engine of the checks out
 */
record TestRunner(
        String plugin,
        String version,
        String execution,
        TestFilters filters,
        @Nullable String skippedBy,
        boolean withoutEngine) {

    static final String SUREFIRE = "maven-surefire-plugin";
    static final String FAILSAFE = "maven-failsafe-plugin";

    /** The first version that finds engines of the JUnit Platform on the test class path. */
    private static final ComparableVersion OLDEST = new ComparableVersion("3.0.0");

    boolean isFailsafe() {
        return plugin.equals(FAILSAFE);
    }

    boolean isSkipped() {
        return skippedBy != null;
    }

    /** Tells whether the version runs no engine of the JUnit Platform. */
    boolean isTooOld() {
        return new ComparableVersion(version).compareTo(OLDEST) < 0;
    }

    /** Prints {@code maven-failsafe-plugin 3.6.1 (execution default)}. */
    @Override
    public String toString() {
        return plugin + " " + version + " (execution " + execution + ")";
    }
}
