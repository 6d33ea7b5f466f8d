/**
 * Lets a JUnit test check a native service for leaks: the annotations, the TestEngine that runs
 * them, and AssertJ assertions. Knows nothing of processes, of how memory is measured and of Maven.
 */
@NullMarked
package dev.leakgate.junit;

import org.jspecify.annotations.NullMarked;
