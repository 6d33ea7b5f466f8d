package dev.leakgate.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the bytes of a core, one after the other. */
interface CoreOutput extends AutoCloseable {

    /** Writes what remains in the buffer, which may be a direct one. */
    void write(ByteBuffer bytes) throws IOException;

    /** Lets so many zeros follow. */
    void skip(long count) throws IOException;

    /** Gives the number of bytes so far, those skipped included. */
    long position();

    @Override
    void close() throws IOException;
}
