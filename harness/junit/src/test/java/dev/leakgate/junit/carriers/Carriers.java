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
}
