package dev.leakgate.load;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Date;
import org.junit.jupiter.api.Test;

/** A clock that jumps (NTP, suspend, a leap) changes no rate, latency, deadline or verdict. */
class NoWallClockTest {

    @Test
    void nothingThatIsMeasuredComesFromTheWallClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Instant.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(LocalDateTime.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Date.class)
                .check(
                        new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages(
                                        "dev.leakgate.load",
                                        "dev.leakgate.recording",
                                        "dev.leakgate.service",
                                        "dev.leakgate.verdict"));
    }
}
