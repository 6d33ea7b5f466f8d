/** Runs one check from launch to report. Knows nothing of JUnit and Maven. */
@NullMarked
package dev.leakgate.check;

import org.jspecify.annotations.NullMarked;
