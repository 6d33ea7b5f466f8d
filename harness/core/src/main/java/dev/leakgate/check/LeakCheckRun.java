package dev.leakgate.check;

import dev.leakgate.load.LoadMethod;
import dev.leakgate.recording.Recording;

/** Drives the rounds of one check: warm up, then rounds of the same number of requests. */
public interface LeakCheckRun {

    /**
     * Sends requests that no verdict counts.
     *
     * @param requests 0 or more
     * @return this
     */
    LeakCheckRun warmUp(int requests, LoadMethod method);

    /**
     * Sends rounds of requests, with a snapshot before the first and after each.
     *
     * @param rounds 5 or more
     * @param requestsPerRound 1 or more
     * @return this
     */
    LeakCheckRun rounds(int rounds, int requestsPerRound, LoadMethod method);

    /**
     * Returns what the rounds measured.
     *
     * @throws IllegalStateException before the rounds
     */
    Recording recording();
}
