/**
 * Takes timed snapshots of a service's regions between rounds of load. Knows nothing of verdicts.
 */
@NullMarked
package dev.leakgate.recording;

import org.jspecify.annotations.NullMarked;
