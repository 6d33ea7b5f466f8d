package dev.leakgate.junit.carriers;

import dev.leakgate.junit.LeakCheckSpecs;

/** Classes that carry spec files. */
public final class Carriers {

    private Carriers() {}

    /** Carries files of two directories. */
    @LeakCheckSpecs("src/test/leakcheck/good")
    public static final class Good {}

    /** Carries a file that is wrong. */
    @LeakCheckSpecs("src/test/leakcheck/broken")
    public static final class Broken {}

    /** Carries a directory that is not there. */
    @LeakCheckSpecs("src/test/nowhere")
    public static final class Nowhere {}

    /** Carries a check whose load is h2load. */
    @LeakCheckSpecs("src/test/leakcheck/h2load")
    public static final class H2load {}

    /** Carries a check of a service that refuses root. */
    @LeakCheckSpecs("src/test/leakcheck/memcached")
    public static final class Memcached {}

    /** Carries a check of a service that runs before. */
    @LeakCheckSpecs("src/test/leakcheck/attached")
    public static final class Attached {}
}
