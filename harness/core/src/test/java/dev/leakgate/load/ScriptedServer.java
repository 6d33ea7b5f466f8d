package dev.leakgate.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers each connection with a script, byte for byte: what a well-bred server never sends. */
final class ScriptedServer implements AutoCloseable {

    /** What a server does with one connection; it is closed when the script returns. */
    interface Script {
        void serve(Peer peer) throws Exception;
    }

    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    ScriptedServer(Script script) throws IOException {
        listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        start(() -> accept(script));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** Connections so far. */
    int connections() {
        return connections.get();
    }

    /** Whole requests read so far. */
    int requests() {
        return requests.get();
    }

    /** Connections whose script still runs. */
    int open() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private static void start(Runnable runnable) {
        Thread thread = new Thread(runnable, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(Script script) {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                int number = connections.incrementAndGet();
                start(() -> serve(script, socket, number));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Script script, Socket socket, int number) {
        try (socket) {
            script.serve(new Peer(socket, number));
        } catch (Exception e) {
            // The client has gone, as many of the tests want it.
        } finally {
            open.remove(socket);
        }
    }

    /** One connection, seen from the server. */
    final class Peer {

        final int number;
        private final InputStream in;
        private final OutputStream out;

        Peer(Socket socket, int number) throws IOException {
            this.number = number;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** Reads a request with its body; null at the end of the connection. */
        @Nullable String request() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            String text = "";
            while (!text.endsWith("\r\n\r\n")) {
                int c = in.read();
                if (c < 0) {
                    return null;
                }
                head.write(c);
                if (c == '\n') {
                    text = head.toString(StandardCharsets.ISO_8859_1);
                }
            }
            int length = 0;
            for (String line : text.split("\r\n", -1)) {
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            byte[] body = in.readNBytes(length);
            requests.incrementAndGet();
            return text + new String(body, StandardCharsets.ISO_8859_1);
        }

        /** Reads what comes first, without a notion of requests. */
        String some() throws IOException {
            byte[] buffer = new byte[4096];
            int read = in.read(buffer);
            return new String(buffer, 0, Math.max(read, 0), StandardCharsets.ISO_8859_1);
        }

        void send(String bytes) throws IOException {
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Reads on until the client closes. */
        void untilClosed() throws IOException {
            while (in.read() >= 0) {
                // Nothing is expected.
            }
        }
    }
}
