package dev.leakgate.labelled;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Speaks as much of PostgreSQL's protocol 3.0 as simple queries take. */
final class Sql {

    private static final int VERSION_3 = 3 << 16;
    private static final int LONGEST_MESSAGE = 1 << 24;

    private Sql() {}

    static void connect(Wire wire) throws IOException {
        byte[] names = "user\0postgres\0database\0postgres\0\0".getBytes(StandardCharsets.US_ASCII);
        int length = 8 + names.length;
        wire.send(ByteBuffer.allocate(length).putInt(length).putInt(VERSION_3).put(names).array());
        readyForQuery(wire);
    }

    /** Runs statements and reads their results to the end. */
    static void query(Wire wire, String statements) throws IOException {
        byte[] text = (statements + "\0").getBytes(StandardCharsets.UTF_8);
        wire.send(
                ByteBuffer.allocate(5 + text.length)
                        .put((byte) 'Q')
                        .putInt(4 + text.length)
                        .put(text)
                        .array());
        readyForQuery(wire);
    }

    private static void readyForQuery(Wire wire) throws IOException {
        int type = 0;
        while (type != 'Z') {
            type = wire.read();
            int length = ByteBuffer.wrap(wire.bytes(4)).getInt() - 4;
            if (length < 0 || length > LONGEST_MESSAGE) {
                throw new IOException("a message of " + length + " B");
            }
            byte[] body = wire.bytes(length);
            if (type == 'E') {
                throw new IOException(
                        new String(body, StandardCharsets.UTF_8).replace('\0', ' ').strip());
            }
        }
    }
}
