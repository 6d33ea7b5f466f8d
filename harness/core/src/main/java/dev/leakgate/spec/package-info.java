/**
 * Reads what users write in YAML, checks in {@code *.leakcheck.yaml} and suppressions, and says by
 * file, line and column what is wrong with it. Knows nothing of JUnit, Maven and how a check runs.
 */
@NullMarked
package dev.leakgate.spec;

import org.jspecify.annotations.NullMarked;
