package dev.leakgate.junit;

import dev.leakgate.check.CheckId;
import dev.leakgate.service.NativeService;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * Stands for a check and runs it.
 *
 * <p>What is written wrongly fails here and not at discovery: an error there can pass silently in a
 * build, a failed test cannot.
 */
final class CheckMethodDescriptor extends AbstractTestDescriptor
        implements Node<LeakgateExecutionContext> {

    static final String SEGMENT_TYPE = "method";

    private final Class<?> testClass;
    private final Method method;
    private final LeakCheck check;
    private final Set<TestTag> tags;

    CheckMethodDescriptor(CheckClassDescriptor parent, Method method, LeakCheck check) {
        super(
                parent.getUniqueId().append(SEGMENT_TYPE, CheckNames.signature(method)),
                displayName(method, check),
                MethodSource.from(parent.testClass(), method));
        testClass = parent.testClass();
        this.method = method;
        this.check = check;
        Set<TestTag> all = new HashSet<>(parent.getTags());
        all.addAll(UserAnnotations.tags(method, check));
        tags = Set.copyOf(all);
    }

    private static String displayName(Method method, LeakCheck check) {
        return Optional.of(check.displayName().strip())
                .filter(name -> !name.isEmpty())
                .or(() -> UserAnnotations.displayName(method))
                .orElseGet(() -> CheckNames.shortSignature(method));
    }

    @Override
    public Type getType() {
        return Type.TEST;
    }

    @Override
    public String getLegacyReportingName() {
        return CheckNames.shortSignature(method);
    }

    @Override
    public Set<TestTag> getTags() {
        return tags;
    }

    @Override
    public SkipResult shouldBeSkipped(LeakgateExecutionContext context) {
        return UserAnnotations.disabled(method)
                .map(SkipResult::skip)
                .orElseGet(SkipResult::doNotSkip);
    }

    @Override
    public LeakgateExecutionContext execute(
            LeakgateExecutionContext context, DynamicTestExecutor dynamicTests) throws Exception {
        CheckExecution execution = new CheckExecution(context, this);
        execution.requirePlatform();
        CheckSettings settings = CheckSettings.of(testClass, method, check);
        CheckMethod checkMethod = CheckMethod.of(testClass, method);
        NativeService service = ServiceField.read(testClass);
        Object instance = TestInstances.create(testClass);
        execution.run(id(), service, settings, checkMethod.on(instance));
        return context;
    }

    private CheckId id() {
        return new CheckId(
                testClass.getName(),
                CheckNames.signature(method),
                CheckNames.of(testClass, method));
    }
}
