package dev.leakgate.junit.services;

import dev.leakgate.junit.LeakCheckSpecs;

/** Services that do not leak pass under what spec files can send. */
@LeakCheckSpecs("src/test/leakcheck/services")
class SpecsIT {}
