/**
 * Runs one check from launch to report, and explains the heaps of images that were taken without
 * one. Knows nothing of JUnit and Maven.
 */
@NullMarked
package dev.leakgate.check;

import org.jspecify.annotations.NullMarked;
