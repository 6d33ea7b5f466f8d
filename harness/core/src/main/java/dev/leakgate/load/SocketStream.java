package dev.leakgate.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sends and reads the bytes of one load thread over one connection to one target. */
final class SocketStream extends WatchedClient implements StreamClient {

    private static final int LIMIT = BodyBuffer.LIMIT;

    private @Nullable Connection connection;

    SocketStream(Target target, Duration timeout) {
        super(target, timeout);
    }

    @Override
    public void closeConnection() {
        super.closeConnection();
        connection = null;
    }

    @Override
    public void close() {
        closeConnection();
    }

    @Override
    public StreamClient send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public StreamClient send(byte[] bytes) {
        exchange(
                "send of " + bytes.length + " bytes",
                over -> {
                    over.out.write(bytes);
                    return bytes;
                });
        return this;
    }

    @Override
    public byte[] read(int count) {
        if (count < 0 || count > LIMIT) {
            throw new IllegalArgumentException("count = " + count + " must be from 0 to " + LIMIT);
        }
        return exchange(
                "read of " + count + " bytes",
                over -> {
                    byte[] bytes = over.in.readNBytes(count);
                    if (bytes.length < count) {
                        throw new EOFException(ended(bytes.length));
                    }
                    return bytes;
                });
    }

    @Override
    public String readUntil(String delimiter) {
        byte[] end = delimiter.getBytes(StandardCharsets.UTF_8);
        if (end.length == 0) {
            throw new IllegalArgumentException("the delimiter is empty");
        }
        byte[] read = exchange("read until a delimiter", over -> until(over.in, end));
        return new String(read, StandardCharsets.UTF_8);
    }

    @Override
    public String readLine() {
        String line = readUntil("\n");
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    @Override
    public byte[] readToEnd() {
        byte[] bytes =
                exchange(
                        "read to the end",
                        over -> {
                            byte[] read = over.in.readNBytes(LIMIT + 1);
                            if (read.length > LIMIT) {
                                throw tooLarge();
                            }
                            return read;
                        });
        closeConnection();
        return bytes;
    }

    private static byte[] until(InputStream in, byte[] delimiter) throws IOException {
        byte[] read = new byte[128];
        int length = 0;
        byte last = delimiter[delimiter.length - 1];
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException(ended(length));
            }
            if (length == LIMIT) {
                throw tooLarge();
            }
            if (length == read.length) {
                read = Arrays.copyOf(read, length * 2);
            }
            read[length++] = (byte) b;
            int from = length - delimiter.length;
            if ((byte) b == last
                    && from >= 0
                    && Arrays.equals(read, from, length, delimiter, 0, delimiter.length)) {
                return Arrays.copyOf(read, from);
            }
        }
    }

    private byte[] exchange(String what, Step step) {
        return exchange(what, () -> step.run(connected()));
    }

    private Connection connected() throws IOException {
        Connection kept = connection;
        if (kept != null) {
            return kept;
        }
        Socket socket = connect();
        Connection opened =
                new Connection(
                        new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
        connection = opened;
        return opened;
    }

    private static String ended(int read) {
        return "the service closed the connection after " + read + " bytes";
    }

    private static IOException tooLarge() {
        return new IOException("the answer is larger than " + (LIMIT >> 20) + " MiB");
    }

    private record Connection(InputStream in, OutputStream out) {}

    private interface Step {
        byte[] run(Connection over) throws IOException;
    }
}
