/** Checks real services that do not leak, as a user would: Failsafe runs them by the engine. */
@NullMarked
package dev.leakgate.junit.services;

import org.jspecify.annotations.NullMarked;
