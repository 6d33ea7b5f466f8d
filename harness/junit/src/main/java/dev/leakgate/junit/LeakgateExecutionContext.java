package dev.leakgate.junit;

import dev.leakgate.linux.MeasurablePlatform;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;

/**
 * Holds what each check of an execution needs.
 *
 * @param configuration not read yet
 * @param listener takes report entries
 * @param platform where this runs
 * @param runner runs a check
 */
record LeakgateExecutionContext(
        LeakgateConfiguration configuration,
        EngineExecutionListener listener,
        MeasurablePlatform platform,
        CheckRunner runner)
        implements EngineExecutionContext {}
