package dev.leakgate.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.hc.core5.http.HttpEntity;

/** Reads response bodies into one buffer that is used again for the next. */
final class BodyBuffer {

    /** Largest body that is read, in bytes; a larger one fails its request. */
    static final int LIMIT = 64 << 20;

    private static final int KEPT = 1 << 20;

    private byte[] buffer = new byte[16 << 10];

    /**
     * Reads a whole body.
     *
     * @throws IOException when it is not complete or larger than {@link #LIMIT}
     */
    byte[] read(HttpEntity entity) throws IOException {
        if (entity.getContentLength() > LIMIT) {
            throw tooLarge();
        }
        int length = 0;
        // Not closed: to close a body is to read the rest of it; the connection is closed instead.
        InputStream in = entity.getContent();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer, length, buffer.length - length)) {
            length += n;
            if (length > LIMIT) {
                throw tooLarge();
            }
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
        }
        byte[] body = Arrays.copyOf(buffer, length);
        if (buffer.length > KEPT) {
            buffer = new byte[KEPT];
        }
        return body;
    }

    private static IOException tooLarge() {
        return new IOException("the body is larger than " + (LIMIT >> 20) + " MiB");
    }
}
