/**
 * Classes with checks for the engine's tests to discover. Their names end so that Surefire and
 * Failsafe do not run them by themselves.
 */
@NullMarked
package dev.leakgate.junit.carriers;

import org.jspecify.annotations.NullMarked;
