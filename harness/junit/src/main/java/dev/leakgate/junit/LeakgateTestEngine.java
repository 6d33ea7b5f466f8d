package dev.leakgate.junit;

import dev.leakgate.linux.MeasurablePlatform;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.discovery.DiscoveryIssueReporter;
import org.junit.platform.engine.support.discovery.EngineDiscoveryRequestResolver;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;

/**
 * Finds and runs the methods with {@link LeakCheck} and the checks of {@code *.leakcheck.yaml}
 * files, which {@link LeakCheckSpecs} brings to where only classes are looked for.
 *
 * <p>Supports these selectors:
 *
 * <ul>
 *   <li>{@link org.junit.platform.engine.discovery.ClassSelector}, with the classes nested in it
 *   <li>{@link org.junit.platform.engine.discovery.NestedClassSelector}
 *   <li>{@link org.junit.platform.engine.discovery.MethodSelector}
 *   <li>{@link org.junit.platform.engine.discovery.NestedMethodSelector}
 *   <li>{@link org.junit.platform.engine.discovery.UniqueIdSelector}
 *   <li>{@link org.junit.platform.engine.discovery.PackageSelector}
 *   <li>{@link org.junit.platform.engine.discovery.ClasspathRootSelector}
 *   <li>{@link org.junit.platform.engine.discovery.ModuleSelector}
 *   <li>{@link org.junit.platform.engine.discovery.FileSelector}, a {@code *.leakcheck.yaml}
 *   <li>{@link org.junit.platform.engine.discovery.DirectorySelector}, with all such files in it
 *   <li>{@link org.junit.platform.engine.discovery.ClasspathResourceSelector}, such a resource
 *   <li>{@link org.junit.platform.engine.discovery.UriSelector}, of such a file, directory or
 *       resource
 * </ul>
 *
 * <p>Reads the configuration parameters that {@link Constants} names. Checks never run in parallel:
 * measured rounds have the machine for themselves. A cancelled run starts no further check.
 *
 * @since 0.1
 */
public final class LeakgateTestEngine extends HierarchicalTestEngine<LeakgateExecutionContext> {

    /** The engine's id, for filters: {@value}. */
    public static final String ENGINE_ID = "leakgate";

    private static final EngineDiscoveryRequestResolver<LeakgateEngineDescriptor> RESOLVER =
            EngineDiscoveryRequestResolver.<LeakgateEngineDescriptor>builder()
                    .addClassContainerSelectorResolverWithContext(
                            context -> new CheckFinder(context.getIssueReporter())::hasChecks)
                    .addSelectorResolver(
                            context ->
                                    new CheckSelectorResolver(
                                            context.getEngineDescriptor().getUniqueId(),
                                            new CheckFinder(context.getIssueReporter())))
                    .addSelectorResolver(
                            context ->
                                    new SpecSelectorResolver(
                                            context.getEngineDescriptor().getUniqueId()))
                    .addTestDescriptorVisitor(context -> TestDescriptor::prune)
                    .build();

    private final MeasurablePlatform platform;
    private final CheckRunner runner;

    /** Makes the engine; the launcher calls this. */
    public LeakgateTestEngine() {
        this(MeasurablePlatform.current(), CheckRunner::measure);
    }

    LeakgateTestEngine(MeasurablePlatform platform, CheckRunner runner) {
        this.platform = platform;
        this.runner = runner;
    }

    @Override
    public String getId() {
        return ENGINE_ID;
    }

    @Override
    public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
        LeakgateEngineDescriptor engine = new LeakgateEngineDescriptor(uniqueId);
        DiscoveryIssueReporter issues =
                DiscoveryIssueReporter.deduplicating(
                        DiscoveryIssueReporter.forwarding(
                                request.getDiscoveryListener(), uniqueId));
        RESOLVER.resolve(request, engine, issues);
        return engine;
    }

    @Override
    protected LeakgateExecutionContext createExecutionContext(ExecutionRequest request) {
        return new LeakgateExecutionContext(
                new LeakgateConfiguration(request.getConfigurationParameters()),
                request.getEngineExecutionListener(),
                platform,
                runner);
    }
}
