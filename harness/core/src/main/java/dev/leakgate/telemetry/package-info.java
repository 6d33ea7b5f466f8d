/**
 * Makes metrics of results, and hands them to OpenTelemetry or Prometheus. Knows nothing of how
 * anything was measured or judged.
 */
@NullMarked
package dev.leakgate.telemetry;

import org.jspecify.annotations.NullMarked;
