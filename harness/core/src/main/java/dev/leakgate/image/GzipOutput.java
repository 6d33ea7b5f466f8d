package dev.leakgate.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Writes a file that gunzip unpacks. */
final class GzipOutput implements CoreOutput {

    private static final int BUFFER = 1 << 16;

    /** Compresses fast: a core is mostly repetition, and somebody waits for it. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private final GZIPOutputStream stream;
    private final byte[] piece = new byte[BUFFER];
    private final byte[] zeros = new byte[BUFFER];
    private long position;

    GzipOutput(Path path) throws IOException {
        stream = new FastGzip(Files.newOutputStream(path));
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int size = Math.min(BUFFER, bytes.remaining());
            bytes.get(piece, 0, size);
            stream.write(piece, 0, size);
            position += size;
        }
    }

    @Override
    public void skip(long count) throws IOException {
        for (long left = count; left > 0; left -= BUFFER) {
            stream.write(zeros, 0, (int) Math.min(BUFFER, left));
        }
        position += count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
