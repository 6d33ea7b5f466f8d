package dev.leakgate.load;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request that takes too long by closing its socket from another thread.
 *
 * <p>Nothing else bounds a whole request: a socket's read timeout starts again with each byte of a
 * server that trickles, and a blocked write has none. The lock is free of contention but for one
 * look of the other thread every few milliseconds.
 */
final class RequestWatch {

    private boolean running;
    private boolean expired;
    private boolean stopped;
    private long deadline;
    private @Nullable Socket socket;

    /** Begins a request on the connection of the last one, if there is one. */
    synchronized void begin(long deadlineNanos) {
        running = true;
        expired = false;
        deadline = deadlineNanos;
    }

    /**
     * Puts a socket under watch, before it connects.
     *
     * @throws IOException when the request has ended meanwhile
     */
    synchronized void attach(Socket opened) throws IOException {
        if (expired || stopped) {
            close(opened);
            throw new IOException("the request was ended");
        }
        socket = opened;
    }

    /** Ends the request, answered or not. */
    synchronized void end() {
        running = false;
    }

    /** Says whether the running request took too long. */
    synchronized boolean expired() {
        return expired;
    }

    /** Says whether the running request was ended from outside. */
    synchronized boolean ended() {
        return expired || stopped;
    }

    /** Ends the running request if its time is over. */
    synchronized void expire(long nowNanos) {
        if (running && !expired && nowNanos - deadline >= 0) {
            expired = true;
            closeSocket();
        }
    }

    /** Ends the running request, and each later one until {@link #restart}. */
    synchronized void stop() {
        stopped = true;
        closeSocket();
    }

    synchronized void restart() {
        stopped = false;
    }

    /** Ends the request and leaves its socket open and to the caller. */
    synchronized void release() {
        running = false;
        socket = null;
    }

    /** Closes the connection between requests; a server sees an orderly end. */
    synchronized void closeSocket() {
        if (socket != null) {
            close(socket);
            socket = null;
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The descriptor is gone either way, and nobody waits for bytes of it.
        }
    }
}
