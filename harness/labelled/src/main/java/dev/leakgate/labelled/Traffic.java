package dev.leakgate.labelled;

import dev.leakgate.load.ExternalLoad;
import dev.leakgate.load.LoadMethod;

/** Says what sends the requests of a session. */
sealed interface Traffic {

    /** Sends one request at a time, from the threads of the check. */
    record Requests(LoadMethod method) implements Traffic {}

    /**
     * Lets a load tool send whole rounds.
     *
     * @param rounds as many as the slowest cache needs: a tool's rounds are not added to
     */
    record Tool(ExternalLoad load, int rounds) implements Traffic {}
}
