package dev.leakgate.load;

import dev.leakgate.units.ByteSize;
import java.time.Duration;

/**
 * Treats the service as broken and hostile clients do, since the branches for them leak most.
 *
 * <p>A request that used any of this counts as aborted on purpose: it is no failure, whatever the
 * service answers, and its latency is not counted. It fails only when no connection can be had at
 * all. Every socket is closed by the end of the round.
 */
public interface Abuse {

    /**
     * Connects, sends nothing and leaves the connection open until the end of the round. Each load
     * thread keeps at most 32 of these; one more closes the oldest.
     */
    void halfOpen();

    /** Connects, sends the beginning of a request and leaves it so, as {@link #halfOpen()} does. */
    void halfOpen(byte[] beginning);

    /**
     * Sends the first half of a request and resets the connection. (A Unix-domain socket knows no
     * reset and is closed.)
     */
    void abortRequest(byte[] request);

    /** Sends a whole request, reads some bytes of its response and resets the connection. */
    void abortResponse(byte[] request, int bytesToRead);

    /**
     * Sends a request byte by byte, and gives up when its time is over: slowloris.
     *
     * @param pause between two bytes
     * @param atMost of all together; never longer than the check's request timeout
     */
    void slow(byte[] request, Duration pause, Duration atMost);

    /**
     * Sends {@code GET path} with a header of a size, and reads what the service answers.
     *
     * @param size of the header's value, at most 64 MiB
     */
    void oversizedHeader(String path, ByteSize size);

    /**
     * Sends {@code POST path} with a body of a size, and reads what the service answers.
     *
     * @param size of the body, at most 64 MiB
     */
    void oversizedBody(String path, ByteSize size);

    /**
     * Sends one of several malformed HTTP requests, and reads what the service answers. Which one
     * follows from {@link LoadDriver#request()}, so that all rounds send the same.
     */
    void malformed();

    /** Sends any bytes as they are, and reads what the service answers. */
    void malformed(byte[] bytes);
}
