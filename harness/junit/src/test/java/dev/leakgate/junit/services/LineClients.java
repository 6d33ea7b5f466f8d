package dev.leakgate.junit.services;

import dev.leakgate.load.LoadDriver;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Talks to services whose protocol is lines; keeps one connection for each load thread. */
final class LineClients {

    private final ConcurrentMap<Integer, Client> clients = new ConcurrentHashMap<>();

    Client of(LoadDriver load) throws IOException {
        Client client = clients.get(load.worker());
        if (client == null) {
            client = new Client(load.address());
            clients.put(load.worker(), client);
        }
        return client;
    }

    /** One connection. */
    static final class Client {

        private final OutputStream out;
        private final InputStream in;

        @SuppressWarnings("resource") // open until the service is stopped, which ends it
        private Client(InetSocketAddress address) throws IOException {
            Socket socket = new Socket(address.getAddress(), address.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(10_000);
            out = socket.getOutputStream();
            in = new BufferedInputStream(socket.getInputStream());
        }

        void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** Reads a line without its end, which is CR LF. */
        String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("the service closed the connection");
                }
                if (c != '\r') {
                    line.write(c);
                }
            }
            return line.toString(StandardCharsets.US_ASCII);
        }
    }
}
