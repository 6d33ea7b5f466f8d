/**
 * Gates the build: finds which leak checks the tests declare, and demands a passing result of each.
 * Knows nothing of how a check measures, only what {@code run.json} says.
 */
@NullMarked
package dev.leakgate.maven;

import org.jspecify.annotations.NullMarked;
