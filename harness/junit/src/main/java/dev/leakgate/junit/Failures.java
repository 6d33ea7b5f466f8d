package dev.leakgate.junit;

import dev.leakgate.check.CheckOutcome;
import dev.leakgate.report.ConsoleText;
import dev.leakgate.service.ServiceException;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Turns what a check came to into how its test ends. */
final class Failures {

    private Failures() {}

    /**
     * Returns when the check is clean and its method did not throw.
     *
     * @throws Exception as the verdict says; what the method threw when the check is clean
     */
    static void raise(CheckOutcome outcome, OnInconclusive onInconclusive) throws Exception {
        String message = ConsoleText.of(outcome.message());
        Throwable failure =
                switch (outcome.verdict()) {
                    case CLEAN -> null;
                    case LEAK, OVER_BUDGET -> new AssertionFailedError(message);
                    case CRASHED -> new ServiceCrashedException(message);
                    case INCONCLUSIVE ->
                            onInconclusive == OnInconclusive.ABORT
                                    ? new TestAbortedException(message)
                                    : new InconclusiveError(message);
                };
        Throwable thrown = outcome.thrown();
        if (failure == null) {
            if (thrown != null) {
                throw Thrown.asException(thrown);
            }
            return;
        }
        if (thrown != null) {
            failure.addSuppressed(thrown);
        }
        throw Thrown.asException(withoutTrace(failure));
    }

    /** Says that the service did not start, in words that the console can show. */
    static ServiceException notStarted(ServiceException failure) {
        return withoutTrace(
                new ServiceException(ConsoleText.of(String.valueOf(failure.getMessage()))));
    }

    /**
     * Removes the stack trace: the message says it all, and the frames of the engine say nothing to
     * whoever reads a build's log.
     */
    static <T extends Throwable> T withoutTrace(T failure) {
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }
}
