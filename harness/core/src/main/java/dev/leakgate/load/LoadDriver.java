package dev.leakgate.load;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * Sends requests to the service under test: HTTP/1.1, any bytes, or abuse. Connections stay open
 * during a round, or for one request with {@link Connections#NEW_EACH_REQUEST}; none outlives a
 * round.
 *
 * <p>An HTTP request fails when no complete response arrives in time. A status is no failure: check
 * it where it matters. Each load thread has a driver of its own.
 */
public interface LoadDriver {

    /**
     * Sends {@code GET path} and reads the whole response.
     *
     * @param path an absolute path with its query, {@code "/itop?channelid=7"}
     * @throws RequestFailedException when no complete response arrives
     */
    HttpReply get(String path);

    /**
     * Sends {@code POST path} with a body and reads the whole response.
     *
     * @throws RequestFailedException when no complete response arrives
     */
    HttpReply post(String path, String contentType, byte[] body);

    /**
     * Sends any request and reads the whole response.
     *
     * @param body empty for none
     * @throws RequestFailedException when no complete response arrives
     */
    HttpReply send(String method, String path, Map<String, String> headers, byte[] body);

    /** Returns the client for protocols that are not HTTP. */
    StreamClient stream();

    /** Returns the client that behaves badly. */
    Abuse abuse();

    /**
     * Returns a driver whose requests, HTTP or not, go to a Unix-domain socket.
     *
     * @param socket its path; not longer than 107 bytes
     */
    LoadDriver unix(Path socket);

    /**
     * Counts the running request under a name too, in {@code run.json}. A round has at most 100
     * names; what is more counts as {@code "other"}. {@link Mix} does this by itself.
     */
    void kind(String name);

    /**
     * Returns the number of the running request in its round, from 1: the same in each round, so
     * that what follows from it is too.
     */
    long request();

    /** Returns where the service listens, for clients of your own. */
    InetSocketAddress address();

    /** Returns the number of the calling load thread, from 0 to {@code concurrency} − 1. */
    int worker();
}
