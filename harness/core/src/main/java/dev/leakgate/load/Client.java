package dev.leakgate.load;

import java.util.function.IntConsumer;

/** Holds what one load thread sends with: connections that live for a block at most. */
interface Client {

    /** Begins a block, whose counter gets the status of each HTTP response. */
    void begin(IntConsumer statusCounter);

    /** Ends what has taken too long. Called by another thread, every few milliseconds. */
    void expire(long nowNanos);

    /** Ends what runs, and each later request of this block. Called by another thread. */
    void stop();

    /** Closes the connection, if there is one. */
    void closeConnection();
}
