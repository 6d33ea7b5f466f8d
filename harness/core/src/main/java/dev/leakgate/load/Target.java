package dev.leakgate.load;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;

/** Says where to connect. */
sealed interface Target {

    /** Makes a socket that is not connected yet. */
    Socket newSocket() throws IOException;

    /** Connects it; another thread may close it meanwhile. */
    void connect(Socket socket) throws IOException;

    /** Returns what an HTTP request calls it, {@code 127.0.0.1:8080}. */
    String authority();

    /**
     * A TCP port.
     *
     * @param address resolved
     */
    record Tcp(InetSocketAddress address) implements Target {

        @Override
        public Socket newSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public void connect(Socket socket) throws IOException {
            socket.connect(address);
        }

        @Override
        public String authority() {
            String name = address.getHostString();
            boolean bare = address.getAddress() instanceof Inet6Address && name.indexOf(':') >= 0;
            return (bare ? "[" + name + "]" : name) + ":" + address.getPort();
        }

        @Override
        public String toString() {
            return address.getHostString() + ":" + address.getPort();
        }
    }

    /** A Unix-domain socket in the file system. */
    record Unix(Path path) implements Target {

        @Override
        public Socket newSocket() throws IOException {
            return new UnixSocket(path);
        }

        @Override
        public void connect(Socket socket) throws IOException {
            ((UnixSocket) socket).connect();
        }

        @Override
        public String authority() {
            return "localhost";
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }
}
