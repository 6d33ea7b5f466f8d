package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.launcher.TagFilter.excludeTags;
import static org.junit.platform.launcher.TagFilter.includeTags;

import dev.leakgate.junit.samples.AbstractChecks;
import dev.leakgate.junit.samples.BothWays;
import dev.leakgate.junit.samples.Initialized;
import dev.leakgate.junit.samples.Nesting;
import dev.leakgate.junit.samples.NothingToCheck;
import dev.leakgate.junit.samples.deeper.BesideJupiter;
import dev.leakgate.load.LoadDriver;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

class DiscoveryTest {

    @Test
    void aClassHasItsChecksAndNothingElse() {
        assertThat(checks(selectClass(BothWays.class)))
                .containsExactlyInAnyOrder(
                        "BothWays.perRequest", "BothWays.ownRounds", "BothWays.everythingSet");
    }

    @Test
    void aClassBringsTheClassesNestedInIt() {
        assertThat(checks(selectClass(Nesting.class)))
                .containsExactlyInAnyOrder(
                        "Nesting$Inner.inside",
                        "Nesting$Inner$Innermost.deepInside",
                        "Nesting$Nested.disabled");
    }

    @Test
    void aNestedClassCanBeSelectedByItself() throws ReflectiveOperationException {
        Class<?> innermost = Class.forName(Nesting.class.getName() + "$Inner$Innermost");

        assertThat(checks(selectNestedClass(List.of(Nesting.class, inner()), innermost)))
                .containsExactly("Nesting$Inner$Innermost.deepInside");
        assertThat(checks(selectNestedMethod(List.of(Nesting.class), inner(), insideOf(inner()))))
                .containsExactly("Nesting$Inner.inside");
    }

    @Test
    void aMethodIsSelectedAlone() {
        assertThat(checks(selectMethod(BothWays.class, "perRequest", LoadDriver.class)))
                .containsExactly("BothWays.perRequest");
        assertThat(checks(selectMethod(BothWays.class, "noCheck", LoadDriver.class))).isEmpty();
    }

    @Test
    void aUniqueIdLeadsBackToItsCheckAndToItsClass() {
        for (TestDescriptor check : tests(selectClass(BothWays.class))) {
            assertThat(tests(selectUniqueId(check.getUniqueId()))).containsExactly(check);
        }
        String classId = "[engine:leakgate]/[class:" + BothWays.class.getName() + "]";
        assertThat(checks(selectUniqueId(classId))).hasSize(3);
        assertThat(checks(selectUniqueId(classId + "/[method:gone()]"))).isEmpty();
        assertThat(checks(selectUniqueId("[engine:leakgate]/[class:gone.Gone]"))).isEmpty();
    }

    @Test
    void aPackageIsSearchedWithThoseBelow() {
        assertThat(checks(selectPackage("dev.leakgate.junit.samples")))
                .containsExactlyInAnyOrder(
                        "BothWays.perRequest",
                        "BothWays.ownRounds",
                        "BothWays.everythingSet",
                        "Nesting$Inner.inside",
                        "Nesting$Inner$Innermost.deepInside",
                        "Nesting$Nested.disabled",
                        "AbstractChecks$Concrete.inherited",
                        "AbstractChecks$Concrete.own",
                        "BesideJupiter.check",
                        "BesideJupiter.disabled");
    }

    @Test
    void aClassPathRootIsSearchedAndClassNameFiltersHold() throws Exception {
        Path root =
                Path.of(BothWays.class.getProtectionDomain().getCodeSource().getLocation().toURI());

        List<String> found = new ArrayList<>();
        tests(
                        selectClasspathRoots(Set.of(root)),
                        ClassNameFilter.includeClassNamePatterns(".*\\.samples\\.B.*"))
                .forEach(descriptor -> found.add(name(descriptor)));

        assertThat(found)
                .containsExactlyInAnyOrder(
                        "BothWays.perRequest", "BothWays.ownRounds", "BothWays.everythingSet");
    }

    @Test
    void theSameCheckSelectedTwiceIsFoundOnce() {
        assertThat(
                        checks(
                                selectClass(BothWays.class),
                                selectMethod(BothWays.class, "perRequest", LoadDriver.class),
                                selectPackage("dev.leakgate.junit.samples")))
                .doesNotHaveDuplicates();
    }

    @Test
    void checksOfAnAbstractClassRunInItsSubclasses() {
        assertThat(checks(selectClass(AbstractChecks.Concrete.class)))
                .containsExactlyInAnyOrder(
                        "AbstractChecks$Concrete.inherited", "AbstractChecks$Concrete.own");
    }

    @Test
    void aClassWithoutChecksIsNoContainerAndIsNotInitialized() {
        TestDescriptor engine =
                Engine.here()
                        .kit()
                        .selectors(selectClass(NothingToCheck.class))
                        .discover()
                        .getEngineDescriptor();

        assertThat(engine.getChildren()).isEmpty();
        assertThat(Initialized.SEEN).isEmpty();
    }

    @Test
    void classesAreContainersRightUnderTheEngineWithSourcesThatBuildToolsCountBy() {
        TestDescriptor engine =
                Engine.here()
                        .kit()
                        .selectors(selectClass(Nesting.class), selectClass(BothWays.class))
                        .discover()
                        .getEngineDescriptor();

        assertThat(engine.getChildren())
                .allSatisfy(
                        child -> {
                            assertThat(child.getType()).isEqualTo(TestDescriptor.Type.CONTAINER);
                            assertThat(child.getSource()).containsInstanceOf(ClassSource.class);
                            assertThat(child.getChildren())
                                    .allSatisfy(
                                            check ->
                                                    assertThat(check.getSource())
                                                            .containsInstanceOf(
                                                                    MethodSource.class));
                        });
        assertThat(engine.getChildren()).hasSize(4);
    }

    @Test
    void tagsOfMethodsOfClassesAndOfTheClassesAroundThemFilter() {
        assertThat(checks(includeTags("slow"))).containsExactly("Nesting$Inner.inside");
        assertThat(checks(includeTags("outer")))
                .containsExactlyInAnyOrder(
                        "Nesting$Inner.inside",
                        "Nesting$Inner$Innermost.deepInside",
                        "Nesting$Nested.disabled");
        assertThat(checks(includeTags("fast & smoke"))).containsExactly("BesideJupiter.check");
        assertThat(checks(excludeTags("outer"))).hasSize(7);
    }

    @Test
    void displayNamesComeFromEitherAnnotation() {
        assertThat(tests(selectClass(BesideJupiter.class)))
                .extracting(TestDescriptor::getDisplayName)
                .containsExactlyInAnyOrder("a check with a name", "named by ourselves");
        assertThat(tests(selectClass(BothWays.class)))
                .extracting(TestDescriptor::getDisplayName)
                .contains("perRequest(LoadDriver)", "ownRounds(LeakCheckRun)");
    }

    private static List<String> checks(DiscoverySelector... selectors) {
        return tests(List.of(selectors)).stream().map(DiscoveryTest::name).toList();
    }

    private static List<String> checks(PostDiscoveryFilter filter) {
        return tests(List.of(selectPackage("dev.leakgate.junit.samples"))).stream()
                .filter(descriptor -> filter.apply(descriptor).included())
                .map(DiscoveryTest::name)
                .toList();
    }

    private static List<TestDescriptor> tests(DiscoverySelector selector) {
        return tests(List.of(selector));
    }

    private static List<TestDescriptor> tests(
            List<? extends DiscoverySelector> selectors, Filter<?>... filters) {
        TestDescriptor engine =
                Engine.here()
                        .kit()
                        .selectors(selectors)
                        .filters(filters)
                        .discover()
                        .getEngineDescriptor();
        List<TestDescriptor> tests = new ArrayList<>();
        engine.getDescendants().stream().filter(TestDescriptor::isTest).forEach(tests::add);
        return tests;
    }

    private static String name(TestDescriptor descriptor) {
        MethodSource source = (MethodSource) descriptor.getSource().orElseThrow();
        String className = source.getClassName();
        return className.substring(className.lastIndexOf('.') + 1) + "." + source.getMethodName();
    }

    private static Class<?> inner() throws ReflectiveOperationException {
        return Class.forName(Nesting.class.getName() + "$Inner");
    }

    private static Method insideOf(Class<?> type) throws ReflectiveOperationException {
        return type.getDeclaredMethod("inside", LoadDriver.class);
    }
}
