package dev.leakgate.check;

/** Drives the rounds of a check itself. */
@FunctionalInterface
public interface OwnRounds {

    /**
     * Runs the warm-up and the rounds, and asserts what it likes about them.
     *
     * @throws Exception whatever the test throws
     */
    void drive(LeakCheckRun run) throws Exception;
}
