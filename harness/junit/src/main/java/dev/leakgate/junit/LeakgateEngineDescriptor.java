package dev.leakgate.junit;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** Stands for the engine, above all classes. */
final class LeakgateEngineDescriptor extends EngineDescriptor
        implements Node<LeakgateExecutionContext> {

    LeakgateEngineDescriptor(UniqueId uniqueId) {
        super(uniqueId, "Leakgate");
    }
}
