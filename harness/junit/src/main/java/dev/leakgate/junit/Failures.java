package dev.leakgate.junit;

import dev.leakgate.check.CheckOutcome;
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
        Throwable failure =
                switch (outcome.verdict()) {
                    case CLEAN -> null;
                    case LEAK, OVER_BUDGET -> new AssertionFailedError(outcome.message());
                    case CRASHED -> new ServiceCrashedException(outcome.message());
                    case INCONCLUSIVE ->
                            onInconclusive == OnInconclusive.ABORT
                                    ? new TestAbortedException(outcome.message())
                                    : new InconclusiveError(outcome.message());
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

    /**
     * Removes the stack trace: the message says it all, and the frames of the engine say nothing to
     * whoever reads a build's log.
     */
    static <T extends Throwable> T withoutTrace(T failure) {
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }
}
