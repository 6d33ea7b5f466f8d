package dev.leakgate.junit;

import static java.util.stream.Collectors.toCollection;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.NestedClassSelector;
import org.junit.platform.engine.discovery.NestedMethodSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.discovery.SelectorResolver;

/** Makes descriptors of the classes and methods that selectors name. */
final class CheckSelectorResolver implements SelectorResolver {

    private final UniqueId engineId;
    private final CheckFinder finder;

    CheckSelectorResolver(UniqueId engineId, CheckFinder finder) {
        this.engineId = engineId;
        this.finder = finder;
    }

    @Override
    public Resolution resolve(ClassSelector selector, Context context) {
        return resolveWithNested(selector.getJavaClass(), context);
    }

    @Override
    public Resolution resolve(NestedClassSelector selector, Context context) {
        return resolveWithNested(selector.getNestedClass(), context);
    }

    @Override
    public Resolution resolve(MethodSelector selector, Context context) {
        return resolveMethod(selector.getJavaClass(), selector.getJavaMethod(), context);
    }

    @Override
    public Resolution resolve(NestedMethodSelector selector, Context context) {
        return resolveMethod(selector.getNestedClass(), selector.getMethod(), context);
    }

    @Override
    public Resolution resolve(UniqueIdSelector selector, Context context) {
        UniqueId id = selector.getUniqueId();
        UniqueId.Segment last = id.getLastSegment();
        if (last.getType().equals(CheckClassDescriptor.SEGMENT_TYPE)) {
            return ReflectionSupport.tryToLoadClass(last.getValue())
                    .toOptional()
                    .filter(finder::hasChecks)
                    .filter(type -> id.equals(CheckClassDescriptor.idOf(engineId, type)))
                    .flatMap(type -> addClass(type, context))
                    .map(Resolution::match)
                    .orElseGet(Resolution::unresolved);
        }
        if (last.getType().equals(CheckMethodDescriptor.SEGMENT_TYPE)) {
            return addMethod(id.removeLastSegment(), last.getValue(), context);
        }
        return Resolution.unresolved();
    }

    private Resolution resolveWithNested(Class<?> type, Context context) {
        Set<Match> matches = new LinkedHashSet<>();
        for (Class<?> withChecks : finder.withNested(type)) {
            addClass(withChecks, context).ifPresent(matches::add);
        }
        return matches.isEmpty() ? Resolution.unresolved() : Resolution.matches(matches);
    }

    private Resolution resolveMethod(Class<?> type, Method method, Context context) {
        return CheckFinder.isCheck(method)
                ? addMethod(
                        CheckClassDescriptor.idOf(engineId, type),
                        CheckNames.signature(method),
                        context)
                : Resolution.unresolved();
    }

    private static Optional<Match> addClass(Class<?> type, Context context) {
        return context.addToParent(
                        parent -> Optional.of(new CheckClassDescriptor(parent.getUniqueId(), type)))
                .map(descriptor -> Match.exact(descriptor, () -> childSelectors(descriptor)));
    }

    private static Set<DiscoverySelector> childSelectors(CheckClassDescriptor descriptor) {
        Class<?> type = descriptor.testClass();
        Set<DiscoverySelector> selectors =
                CheckFinder.methods(type).stream()
                        .map(method -> selectMethod(type, method))
                        .collect(toCollection(LinkedHashSet::new));
        selectors.addAll(
                SpecSelectorResolver.childSelectors(descriptor.getUniqueId(), descriptor.specs()));
        return selectors;
    }

    private static Resolution addMethod(UniqueId classId, String signature, Context context) {
        return context.addToParent(
                        () -> selectUniqueId(classId), parent -> newMethod(parent, signature))
                .map(Match::exact)
                .map(Resolution::match)
                .orElseGet(Resolution::unresolved);
    }

    private static Optional<TestDescriptor> newMethod(TestDescriptor parent, String signature) {
        if (!(parent instanceof CheckClassDescriptor classDescriptor)) {
            return Optional.empty();
        }
        return CheckFinder.methods(classDescriptor.testClass()).stream()
                .filter(method -> CheckNames.signature(method).equals(signature))
                .findFirst()
                .map(
                        method ->
                                new CheckMethodDescriptor(
                                        classDescriptor,
                                        method,
                                        method.getAnnotation(LeakCheck.class)));
    }
}
