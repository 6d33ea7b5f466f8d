package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.junit.faulty.FaultyServices;
import dev.leakgate.service.ServiceException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** What is wrong with a service or its load fails the test with a line that says what to do. */
class FaultyServicesIT {

    private final Path output;

    FaultyServicesIT(@TempDir Path output) {
        this.output = output;
    }

    @Test
    void aCommandThatIsNotFoundSaysWhereItWasSought() {
        assertThat(failure(FaultyServices.NotFound.class))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("command not found: ")
                .hasMessageContaining("/target/native/no-such-program does not exist; build it");
    }

    @Test
    void aFileThatIsNoProgramSaysHowToMakeItOne() {
        assertThat(failure(FaultyServices.NotExecutable.class))
                .isInstanceOf(ServiceException.class)
                .hasMessageStartingWith("command not executable: ")
                .hasMessageContaining("chmod +x");
    }

    @Test
    void aServiceThatEndsAtOnceSaysItsStatus() {
        assertThat(failure(FaultyServices.ExitsAtOnce.class))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("ended before it was ready")
                .hasMessageContaining("status 1");
    }

    @Test
    void aServiceThatIsNeverReadySaysWhatIsMissing() {
        assertThat(failure(FaultyServices.NeverReady.class))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("not ready within 300 ms")
                .hasMessageContaining("readyWithin");
    }

    @Test
    void aServiceThatIsKilledInARoundIsACrash() {
        assertThat(failure(FaultyServices.Killed.class))
                .isInstanceOf(ServiceCrashedException.class)
                .hasMessageContaining("SIGKILL")
                .hasMessageContaining("in round 1 of 8");
    }

    @Test
    void aSegmentationFaultIsACrashWithItsSignal() {
        assertThat(failure(FaultyServices.Segfault.class))
                .isInstanceOf(ServiceCrashedException.class)
                .hasMessageContaining("SIGSEGV")
                .hasMessageContaining("in round 2 of 8");
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        assertThat(failure(FaultyServices.PortTaken.class))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("port " + FaultyServices.PortTaken.port());
    }

    @Test
    void aDeathThatTheMethodIgnoresIsACrash() {
        assertThat(failure(FaultyServices.DiesUnseen.class))
                .isInstanceOf(ServiceCrashedException.class)
                .hasMessageContaining("SIGABRT");
    }

    @Test
    void anAssertionOfTheTestsOwnFailsItAndIsShownWhole() {
        Throwable failure = failure(FaultyServices.OwnAssertion.class);

        assertThat(failure)
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("[health checks] stacks reaches");
        assertThat(failure.getSuppressed())
                .hasSize(1)
                .allMatch(thrown -> thrown instanceof AssertionError);
    }

    @Test
    void aMethodThatThrowsEachTimeIsInconclusiveAndShowsTheFirstFailure() {
        assertThat(failure(FaultyServices.AlwaysThrows.class))
                .isInstanceOf(InconclusiveError.class)
                .hasMessageStartingWith("INCONCLUSIVE")
                .hasMessageContaining("no session for worker");
    }

    @Test
    void ownRoundsThatAreTooFewSayHowManyItTakes() {
        assertThat(failure(FaultyServices.TooFewRounds.class))
                .isInstanceOf(InconclusiveError.class)
                .hasMessageContaining("rounds = 0 must be 5 or more");
    }

    @Test
    void aBrokenBudgetSaysHowMuchAgainstWhichLimit() {
        assertThat(failure(FaultyServices.OverBudget.class))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageStartingWith("OVER_BUDGET")
                .hasMessageContaining("stacks peak")
                .hasMessageContaining("allowed 1 B");
    }

    private Throwable failure(Class<?> testClass) {
        Throwable failure = Real.failure(testClass, output).orElseThrow();
        assertThat(failure.getStackTrace()).isEmpty();
        return failure;
    }
}
