package dev.leakgate.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Talks to one target from one load thread, within the time of a request. */
abstract class WatchedClient implements Client {

    private final Target target;
    private final Duration timeout;
    private final RequestWatch watch = new RequestWatch();

    WatchedClient(Target target, Duration timeout) {
        this.target = target;
        this.timeout = timeout;
    }

    @Override
    public void begin(IntConsumer statusCounter) {
        watch.restart();
    }

    @Override
    public final void expire(long nowNanos) {
        watch.expire(nowNanos);
    }

    @Override
    public final void stop() {
        watch.stop();
    }

    @Override
    public void closeConnection() {
        watch.closeSocket();
    }

    /** Connects, as a part of an exchange. */
    final Socket connect() throws IOException {
        Socket socket = target.newSocket();
        watch.attach(socket);
        target.connect(socket);
        return socket;
    }

    /** Says whether the running exchange was ended from outside. */
    final boolean ended() {
        return watch.ended();
    }

    /**
     * Runs an exchange, and closes the connection when it fails.
     *
     * @param what names it in the message
     * @throws RequestFailedException when it fails or takes too long
     */
    final <T> T exchange(String what, Exchange<T> exchange) {
        watch.begin(System.nanoTime() + timeout.toNanos());
        boolean done = false;
        try {
            T answer = exchange.run();
            if (watch.ended()) {
                // The answer crossed with the end of its time, on a socket that is closed now.
                throw new RequestFailedException(describe(what, null), null);
            }
            done = true;
            return answer;
        } catch (IOException e) {
            throw new RequestFailedException(describe(what, e), e);
        } finally {
            watch.end();
            if (!done) {
                closeConnection();
            }
        }
    }

    private String describe(String what, @Nullable IOException cause) {
        String incomplete = what + ": no complete response from " + target;
        if (watch.expired()) {
            return incomplete + " within " + timeout.toMillis() + " ms";
        }
        if (watch.ended() || cause == null) {
            return what + ": ended before the response from " + target + " was complete";
        }
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return cause instanceof ConnectException
                ? what + ": no connection to " + target + ": " + why
                : incomplete + ": " + why;
    }

    /** Sends and receives. */
    interface Exchange<T> {
        T run() throws IOException;
    }
}
