package dev.leakgate.labelled;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Describes a service with known truth.
 *
 * @param name one word, {@code "lru-cache"}
 * @param text what it does, in a few words
 * @param pace how many requests it gets
 * @param setup prepares a run
 */
record Subject(String name, String text, Truth truth, Pace pace, Setup setup) {

    /**
     * Says how many requests a run sends.
     *
     * @param concurrency load threads; the machine may have two cores only
     */
    record Pace(int warmUp, int requestsPerRound, int concurrency) {}

    /** Prepares runs, each with a folder of its own. */
    @FunctionalInterface
    interface Setup {
        Session prepare(Path folder) throws IOException;
    }
}
