package dev.leakgate.junit;

import java.util.List;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.Node;

/** Stands for a spec file that was selected itself, and not through a class that carries it. */
final class SpecFileDescriptor extends AbstractTestDescriptor
        implements Node<LeakgateExecutionContext>, SpecParent {

    /** Type of the segment of a file; its value is the name from the module's directory. */
    static final String FILE_SEGMENT = "file";

    /** Type of the segment of a resource of the class path. */
    static final String RESOURCE_SEGMENT = "resource";

    private final List<FoundSpec> specs;

    SpecFileDescriptor(UniqueId id, List<FoundSpec> specs, TestSource source) {
        super(id, id.getLastSegment().getValue(), source);
        this.specs = specs;
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public List<FoundSpec> specs() {
        return specs;
    }

    @Override
    public String carrier() {
        return getDisplayName();
    }

    @Override
    public String carrierName() {
        return getDisplayName();
    }
}
