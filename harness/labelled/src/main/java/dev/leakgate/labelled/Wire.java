package dev.leakgate.labelled;

import dev.leakgate.load.LoadDriver;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Speaks with a service over one TCP connection. */
final class Wire implements Closeable {

    private static final int TIMEOUT_MILLIS = 10_000;

    /* A line longer than this is no answer of any service here. */
    private static final int LONGEST_LINE = 1 << 16;

    private final Socket socket;
    private final InputStream in;

    private Wire(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static Wire open(InetSocketAddress address) throws IOException {
        return new Wire(address);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads a line without its end, LF or CR LF. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = read(); c != '\n'; c = read()) {
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " B");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** Reads a line that must be this one. */
    void expect(String line) throws IOException {
        String answer = line();
        if (!answer.equals(line)) {
            throw new IOException("expected \"" + line + "\" but got \"" + answer + "\"");
        }
    }

    /** Reads lines up to this one. */
    void skipPast(String last) throws IOException {
        String line = line();
        while (!line.equals(last)) {
            line = line();
        }
    }

    byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw closed();
        }
        return bytes;
    }

    int read() throws IOException {
        int c = in.read();
        if (c < 0) {
            throw closed();
        }
        return c;
    }

    private static EOFException closed() {
        return new EOFException("the service closed the connection");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Keeps a connection for each load thread, until the service ends. */
    static final class Kept {

        private final ConcurrentMap<Integer, Wire> wires = new ConcurrentHashMap<>();
        private final Greeting greeting;

        Kept(Greeting greeting) {
            this.greeting = greeting;
        }

        Kept() {
            this(wire -> {});
        }

        Wire of(LoadDriver load) throws IOException {
            Wire wire = wires.get(load.worker());
            if (wire == null) {
                wire = open(load.address());
                greeting.greet(wire);
                wires.put(load.worker(), wire);
            }
            return wire;
        }
    }

    /** Says what comes before the first request of a connection. */
    @FunctionalInterface
    interface Greeting {
        void greet(Wire wire) throws IOException;
    }
}
