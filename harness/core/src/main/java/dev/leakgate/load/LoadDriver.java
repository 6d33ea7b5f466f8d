package dev.leakgate.load;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * Sends HTTP/1.1 requests to the service under test over one connection that stays open during a
 * round.
 *
 * <p>A request fails when no complete response arrives in time. A status is no failure: check it
 * where it matters. Each load thread has a driver of its own.
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

    /** Returns where the service listens, for requests that are not HTTP. */
    InetSocketAddress address();

    /** Returns the number of the calling load thread, from 0 to {@code concurrency} − 1. */
    int worker();
}
