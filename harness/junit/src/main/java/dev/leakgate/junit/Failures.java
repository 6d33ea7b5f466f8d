package dev.leakgate.junit;

import dev.leakgate.check.CheckOutcome;
import java.lang.reflect.Method;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Turns what a check came to into how its test ends. */
final class Failures {

    private final StackTraceElement check;

    Failures(Class<?> testClass, Method method) {
        Class<?> top = testClass;
        while (top.getEnclosingClass() != null) {
            top = top.getEnclosingClass();
        }
        check =
                new StackTraceElement(
                        testClass.getName(), method.getName(), top.getSimpleName() + ".java", -1);
    }

    /**
     * Returns when the check is clean and its method did not throw.
     *
     * @throws Exception as the verdict says; what the method threw when the check is clean
     */
    void raise(CheckOutcome outcome, OnInconclusive onInconclusive) throws Exception {
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
        throw Thrown.asException(pointedAtCheck(failure));
    }

    /**
     * Replaces the stack trace by the check's method: the message says it all, and the frames of
     * the engine say nothing to whoever reads a build's log.
     */
    <T extends Throwable> T pointedAtCheck(T failure) {
        failure.setStackTrace(new StackTraceElement[] {check});
        return failure;
    }
}
