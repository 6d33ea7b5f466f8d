package dev.leakgate.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Writes a file that has a hole wherever zeros were skipped. */
final class SparseOutput implements CoreOutput {

    private final RandomAccessFile file;
    private final FileChannel channel;
    private long position;

    SparseOutput(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
        channel = file.getChannel();
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    @Override
    public void skip(long count) {
        position += count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        try {
            // The file may end in a hole.
            if (channel.isOpen() && channel.size() < position) {
                file.setLength(position);
            }
        } finally {
            file.close();
        }
    }
}
