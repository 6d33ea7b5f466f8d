package dev.leakgate.junit;

import java.util.List;
import java.util.Set;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * Stands for a class with checks of its own, or with spec files.
 *
 * <p>It is a child of the engine, nested classes too: build tools count and name by the class
 * source of the topmost container.
 */
final class CheckClassDescriptor extends AbstractTestDescriptor
        implements Node<LeakgateExecutionContext>, SpecParent {

    static final String SEGMENT_TYPE = "class";

    private final Class<?> testClass;
    private final Set<TestTag> tags;
    private final List<FoundSpec> specs;

    CheckClassDescriptor(UniqueId engineId, Class<?> testClass) {
        super(
                idOf(engineId, testClass),
                UserAnnotations.displayName(testClass).orElseGet(() -> CheckNames.of(testClass)),
                ClassSource.from(testClass));
        this.testClass = testClass;
        tags = UserAnnotations.tags(testClass);
        specs = SpecSource.carriedBy(testClass);
    }

    static UniqueId idOf(UniqueId engineId, Class<?> testClass) {
        return engineId.append(SEGMENT_TYPE, testClass.getName());
    }

    Class<?> testClass() {
        return testClass;
    }

    @Override
    public List<FoundSpec> specs() {
        return specs;
    }

    @Override
    public String carrier() {
        return testClass.getName();
    }

    @Override
    public String carrierName() {
        return CheckNames.of(testClass);
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }

    @Override
    public String getLegacyReportingName() {
        return testClass.getName();
    }

    @Override
    public Set<TestTag> getTags() {
        return tags;
    }

    @Override
    public SkipResult shouldBeSkipped(LeakgateExecutionContext context) {
        return UserAnnotations.disabled(testClass)
                .map(SkipResult::skip)
                .orElseGet(SkipResult::doNotSkip);
    }
}
