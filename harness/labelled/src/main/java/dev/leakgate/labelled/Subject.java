package dev.leakgate.labelled;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Describes a service with known truth.
 *
 * @param name one word, {@code "lru-cache"}
 * @param text what it does, in a few words
 * @param pace how many requests it gets
 * @param heldOut whether the rules were made without a look at it
 * @param setup prepares a run
 */
record Subject(String name, String text, Truth truth, Pace pace, boolean heldOut, Setup setup) {

    /** Describes a service whose recordings the rules were made with. */
    Subject(String name, String text, Truth truth, Pace pace, Setup setup) {
        this(name, text, truth, pace, false, setup);
    }

    /** Returns the same, as one that no rule was made with. */
    Subject asHeldOut() {
        return new Subject(name, text, truth, pace, true, setup);
    }

    /**
     * Says how many requests a run sends.
     *
     * @param concurrency load threads; the machine may have two cores only
     */
    record Pace(int warmUp, int requestsPerRound, int concurrency) {}

    /** Prepares runs, each with a folder of its own, which is deleted after the run. */
    @FunctionalInterface
    interface Setup {
        Session prepare(Path folder) throws IOException;
    }
}
