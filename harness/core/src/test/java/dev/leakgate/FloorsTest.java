package dev.leakgate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds the house: each package is a room on a floor, and uses rooms on lower floors only. */
class FloorsTest {

    private static final String HOUSE = "dev.leakgate.";

    private static final Map<String, Integer> FLOORS =
            Map.ofEntries(
                    Map.entry("units", 0),
                    Map.entry("files", 0),
                    Map.entry("mangling", 1),
                    Map.entry("linux", 1),
                    Map.entry("elf", 1),
                    Map.entry("dwarf", 2),
                    Map.entry("region", 2),
                    Map.entry("image", 2),
                    Map.entry("service", 2),
                    Map.entry("load", 2),
                    Map.entry("traffic", 2),
                    Map.entry("heap", 3),
                    Map.entry("type", 3),
                    Map.entry("content", 3),
                    Map.entry("recording", 3),
                    Map.entry("stack", 4),
                    Map.entry("graph", 4),
                    Map.entry("verdict", 4),
                    Map.entry("finding", 5),
                    Map.entry("site", 5),
                    Map.entry("report", 6),
                    Map.entry("check", 7),
                    Map.entry("spec", 8),
                    Map.entry("doctor", 8),
                    Map.entry("watch", 8),
                    Map.entry("gate", 9),
                    Map.entry("telemetry", 10));

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.leakgate");

    @Test
    void eachRoomIsOnAFloor() {
        assertThat(CLASSES).isNotEmpty();
        assertThat(CLASSES)
                .allSatisfy(type -> assertThat(FLOORS).as(type.getName()).containsKey(room(type)));
    }

    @Test
    void eachRoomUsesLowerFloorsOnly() {
        classes().should(useLowerFloorsOnly()).check(CLASSES);
    }

    @Test
    void thereAreNoCircles() {
        slices().matching("dev.leakgate.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyOneRoomTalksToTheKernel() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.leakgate.linux..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(CLASSES);
    }

    @Test
    void nobodyStartsProcessesThroughTheJdkWhichWaitsOnThemItself() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethodWhere(
                        DescribedPredicate.describe(
                                "it is Runtime.exec",
                                call ->
                                        call.getTarget().getOwner().isEquivalentTo(Runtime.class)
                                                && call.getTarget().getName().equals("exec")))
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> useLowerFloorsOnly() {
        return new ArchCondition<>("use rooms on lower floors only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    if (target.getPackageName().startsWith(HOUSE)
                            && !room(target).equals(room(type))
                            && floor(target) >= floor(type)) {
                        String message = dependency.getDescription();
                        events.add(SimpleConditionEvent.violated(dependency, message));
                    }
                }
            }
        };
    }

    private static int floor(JavaClass type) {
        return FLOORS.getOrDefault(room(type), Integer.MAX_VALUE);
    }

    /** Gives the first name below the house: {@code linux} also for what is below it. */
    private static String room(JavaClass type) {
        String below = type.getPackageName().substring(HOUSE.length() - 1);
        return below.isEmpty() ? "" : below.substring(1).replaceFirst("\\..*", "");
    }
}
