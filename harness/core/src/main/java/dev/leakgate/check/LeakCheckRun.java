package dev.leakgate.check;

import dev.leakgate.load.ExternalLoad;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.recording.Recording;
import dev.leakgate.stack.ProcessSpace;

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
     * Sends rounds of requests, with a snapshot before the first and after each. Rounds that have
     * not settled are followed by more of them, up to four times as many.
     *
     * @param rounds 5 to 200
     * @param requestsPerRound 1 or more
     * @return this
     */
    LeakCheckRun rounds(int rounds, int requestsPerRound, LoadMethod method);

    /**
     * Runs a load tool once, for requests that no verdict counts.
     *
     * @return this
     * @throws IllegalArgumentException when the tool must be told how many requests to send
     */
    LeakCheckRun warmUp(ExternalLoad tool);

    /**
     * Runs a load tool once, for requests that no verdict counts.
     *
     * @param requests how many to ask it for; 1 or more
     * @return this
     */
    LeakCheckRun warmUp(int requests, ExternalLoad tool);

    /**
     * Runs a load tool once a round, with a snapshot before the first and after each. Rounds that
     * have not settled are followed by more of them, up to four times as many.
     *
     * @param rounds 5 to 200
     * @return this
     * @throws IllegalArgumentException when the tool must be told how many requests to send
     */
    LeakCheckRun rounds(int rounds, ExternalLoad tool);

    /**
     * Runs a load tool once a round, with a snapshot before the first and after each. The requests
     * that it says it sent are those that count. Rounds that have not settled are followed by more
     * of them, up to four times as many.
     *
     * @param rounds 5 to 200
     * @param requestsPerRound how many to ask it for; 1 or more
     * @return this
     */
    LeakCheckRun rounds(int rounds, int requestsPerRound, ExternalLoad tool);

    /**
     * Looks now how the service uses its address space: of its processes, the one whose stacks
     * reserve most.
     *
     * @throws IllegalStateException when no process of the service can be looked at
     */
    ProcessSpace addressSpace();

    /**
     * Looks now which objects pile up in the regions that grow with the requests or have not
     * settled, judged as the check itself judges without its suppressions. Freezes each process
     * that has such regions for milliseconds, and takes about a second for each GB that they have;
     * if nothing grows, no process is touched.
     *
     * @throws IllegalStateException before the rounds
     */
    RunFindings findings();

    /**
     * Returns what the rounds measured.
     *
     * @throws IllegalStateException before the rounds
     */
    Recording recording();
}
