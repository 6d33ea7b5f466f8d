import dev.leakgate.junit.LeakCheckSpecs;

@LeakCheckSpecs
class LeakSpecsIT {}
