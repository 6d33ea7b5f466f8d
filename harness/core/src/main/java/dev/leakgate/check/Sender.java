package dev.leakgate.check;

import dev.leakgate.load.LoadBlock;
import dev.leakgate.load.LoadReport;

/** Sends the requests of one block, by our own driver or by a tool. */
interface Sender {

    /**
     * Sends them.
     *
     * @param requests how many
     * @param round number of the round, 0 to warm up
     * @param before what was sent before, which failures are weighed against
     */
    LoadBlock send(int requests, int round, LoadReport before) throws InterruptedException;
}
