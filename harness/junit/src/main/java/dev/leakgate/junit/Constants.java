package dev.leakgate.junit;

import dev.leakgate.check.KeptMemory;

/**
 * Names the configuration parameters that the engine reads.
 *
 * <p>Each can be set as a parameter of the launcher, as a system property, or in {@code
 * junit-platform.properties}, in this order.
 *
 * @since 0.1
 */
public final class Constants {

    /**
     * Says what becomes of a check that could not tell: {@value}.
     *
     * <p>{@code fail}, the default, fails the test. {@code abort} aborts it, which Surefire and
     * Failsafe count as skipped: the build goes on without a verdict.
     */
    public static final String ON_INCONCLUSIVE_PROPERTY_NAME = "leakgate.onInconclusive";

    /**
     * Says where the evidence goes: {@value}.
     *
     * <p>A directory; a relative one starts at the module's directory. The default is {@code
     * target/leakgate}.
     */
    public static final String OUTPUT_DIRECTORY_PROPERTY_NAME = "leakgate.outputDirectory";

    /**
     * Names the file of known growth that fails no check: {@value}.
     *
     * <p>A relative path starts at the module's directory. Unless set, {@code
     * leakgate-suppressions.yaml} there counts if it exists.
     */
    public static final String SUPPRESSIONS_PROPERTY_NAME = "leakgate.suppressions";

    /**
     * Says for all checks what is kept of a service that leaks, {@code CAPTURE} or {@code NOTHING}:
     * {@value}. Unless set, each check says so for itself.
     */
    public static final String ON_LEAK_PROPERTY_NAME = KeptMemory.ON_LEAK_PROPERTY;

    /**
     * Says for all checks how much memory a core holds at most, such as {@code 64 MiB}: {@value}.
     * With {@code 0 B} there is none. Unless set, each check says so for itself.
     */
    public static final String KEEP_CORE_PROPERTY_NAME = KeptMemory.KEEP_CORE_PROPERTY;

    /**
     * Says for all checks in which way a service that leaks is frozen, {@code FORK}, {@code STOP},
     * {@code GCORE} or {@code AUTO}: {@value}. Unless set, each check says so for itself.
     */
    public static final String CAPTURE_PROPERTY_NAME = KeptMemory.CAPTURE_PROPERTY;

    private Constants() {}
}
