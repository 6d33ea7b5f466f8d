package dev.leakgate.check;

import dev.leakgate.verdict.Verdict;
import java.util.Optional;

/** Ends the measuring before its rounds are over, with the verdict that is then left. */
final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Verdict verdict;

    private StoppedException(Verdict verdict, String reason) {
        super(reason);
        this.verdict = verdict;
    }

    static StoppedException inconclusive(String reason) {
        return new StoppedException(Verdict.INCONCLUSIVE, reason);
    }

    static StoppedException crashed(String reason) {
        return new StoppedException(Verdict.CRASHED, reason);
    }

    /** Stops a run for a problem, if there is one. */
    static void throwFor(Optional<String> problem) {
        if (problem.isPresent()) {
            throw inconclusive(problem.get());
        }
    }

    Verdict verdict() {
        return verdict;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
