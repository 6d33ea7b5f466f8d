package dev.leakgate.sample;

import dev.leakgate.junit.LeakCheckSpecs;

/** Carries the spec files of {@code src/test/leakcheck}. */
@LeakCheckSpecs
class LeakSpecsIT {}
