package dev.leakgate.load;

import dev.leakgate.units.ByteSize;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Abuses one target from one load thread. */
final class SocketAbuse implements Abuse, Client {

    /** Most connections that one thread keeps half-open. */
    static final int MOST_HELD = 32;

    /* A service may wait for more of a request that makes no sense; then it has said enough. */
    private static final Duration ANSWER_WITHIN = Duration.ofMillis(200);

    private final Target target;
    private final Duration timeout;
    private final RequestCounts counts;
    private final RequestWatch watch = new RequestWatch();
    private final Deque<Socket> held = new ArrayDeque<>();
    private volatile boolean stopped;

    SocketAbuse(Target target, Duration timeout, RequestCounts counts) {
        this.target = target;
        this.timeout = timeout;
        this.counts = counts;
    }

    @Override
    public void begin(IntConsumer statusCounter) {
        stopped = false;
        watch.restart();
    }

    @Override
    public void expire(long nowNanos) {
        watch.expire(nowNanos);
    }

    @Override
    public void stop() {
        stopped = true;
        watch.stop();
    }

    @Override
    public void closeConnection() {
        watch.closeSocket();
        while (!held.isEmpty()) {
            close(held.removeFirst());
        }
    }

    @Override
    public void halfOpen() {
        halfOpen(new byte[0]);
    }

    @Override
    public void halfOpen(byte[] beginning) {
        Socket socket = connect(timeout);
        sendTo(socket, beginning);
        watch.release();
        held.addLast(socket);
        if (held.size() > MOST_HELD) {
            close(held.removeFirst());
        }
    }

    @Override
    public void abortRequest(byte[] request) {
        Socket socket = connect(timeout);
        sendTo(socket, Arrays.copyOf(request, request.length / 2));
        reset(socket);
    }

    @Override
    public void abortResponse(byte[] request, int bytesToRead) {
        Socket socket = connect(timeout);
        sendTo(socket, request);
        readFrom(socket, bytesToRead);
        reset(socket);
    }

    @Override
    public void slow(byte[] request, Duration pause, Duration atMost) {
        Duration bound = atMost.compareTo(timeout) < 0 ? atMost : timeout;
        long end = System.nanoTime() + bound.toNanos();
        Socket socket = connect(timeout);
        for (byte b : request) {
            long left = end - System.nanoTime();
            if (left <= 0 || stopped || !sendTo(socket, new byte[] {b})) {
                break;
            }
            LockSupport.parkNanos(Math.min(left, pause.toNanos()));
        }
        watch.closeSocket();
    }

    @Override
    public void oversizedHeader(String path, ByteSize size) {
        sendAndHear(
                concat(
                        "GET "
                                + path
                                + " HTTP/1.1\r\nHost: "
                                + target.authority()
                                + "\r\nX-Large: ",
                        filled(size),
                        "\r\nConnection: close\r\n\r\n"),
                timeout);
    }

    @Override
    public void oversizedBody(String path, ByteSize size) {
        sendAndHear(
                concat(
                        "POST "
                                + path
                                + " HTTP/1.1\r\nHost: "
                                + target.authority()
                                + "\r\nConnection: close\r\nContent-Length: "
                                + size.bytes()
                                + "\r\n\r\n",
                        filled(size),
                        ""),
                timeout);
    }

    @Override
    public void malformed() {
        malformed(MalformedRequests.number(counts.request()));
    }

    @Override
    public void malformed(byte[] bytes) {
        sendAndHear(bytes, ANSWER_WITHIN.compareTo(timeout) < 0 ? ANSWER_WITHIN : timeout);
    }

    private void sendAndHear(byte[] bytes, Duration within) {
        Socket socket = connect(within);
        if (sendTo(socket, bytes)) {
            readFrom(socket, BodyBuffer.LIMIT);
        }
        watch.closeSocket();
    }

    /** Connects; from here on, whatever the service does is what was asked for. */
    private Socket connect(Duration within) {
        counts.onPurpose();
        watch.begin(System.nanoTime() + within.toNanos());
        try {
            Socket socket = target.newSocket();
            watch.attach(socket);
            target.connect(socket);
            return socket;
        } catch (IOException e) {
            watch.closeSocket();
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new RequestFailedException("no connection to " + target + ": " + why, e);
        }
    }

    private static boolean sendTo(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException e) {
            // The service has had enough, or the time is over: both are what abuse may end with.
            return false;
        }
    }

    private static void readFrom(Socket socket, int atMost) {
        byte[] buffer = new byte[Math.max(1, Math.min(atMost, 16 << 10))];
        try {
            InputStream in = socket.getInputStream();
            int left = atMost;
            while (left > 0) {
                int read = in.read(buffer, 0, Math.min(left, buffer.length));
                if (read < 0) {
                    return;
                }
                left -= read;
            }
        } catch (IOException e) {
            // As above.
        }
    }

    /** Sends RST in place of FIN. */
    private void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // The service was first.
        }
        watch.closeSocket();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The descriptor is gone either way.
        }
    }

    private static byte[] filled(ByteSize size) {
        if (size.bytes() < 0 || size.bytes() > BodyBuffer.LIMIT) {
            throw new IllegalArgumentException("size = " + size + " must be at most 64 MiB");
        }
        byte[] bytes = new byte[(int) size.bytes()];
        Arrays.fill(bytes, (byte) 'x');
        return bytes;
    }

    private static byte[] concat(String before, byte[] middle, String after) {
        byte[] head = before.getBytes(StandardCharsets.ISO_8859_1);
        byte[] tail = after.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(head, head.length + middle.length + tail.length);
        System.arraycopy(middle, 0, all, head.length, middle.length);
        System.arraycopy(tail, 0, all, head.length + middle.length, tail.length);
        return all;
    }
}
