package dev.leakgate.linux;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of one process below /proc through one buffer that is used again and again.
 *
 * <p>A plain stream read costs the same here as a channel into direct memory (measured: the kernel
 * hands out at most 4 kB of such a listing at a time, and making it costs more than moving it), and
 * unlike a channel it is not closed by an interrupt.
 */
final class ProcFile {

    /**
     * Above any line that the kernel makes of a path (4 kB, each byte at most four when escaped).
     */
    static final int LONGEST_LINE = 1 << 16;

    /** A read up to this size goes over the stack in the JDK; a longer one mallocs. */
    private static final int READ_SIZE = 8192;

    /* Most files fit; a capture reads hundreds, and each might have a reader of its own. */
    private byte[] buffer = new byte[READ_SIZE];
    private boolean busy;

    /** Fills bytes as {@link java.io.InputStream#read(byte[], int, int)} does. */
    interface Source {
        int read(byte[] into, int at, int length) throws IOException;
    }

    /** Says what a reading found. */
    enum Outcome {
        /** The whole of it was read. */
        READ,
        /** The process, or its memory, has gone: there is nothing, or not the whole. */
        GONE
    }

    /**
     * Hands the lines of a file to a sink.
     *
     * @param raw gets the bytes as they are read; may be null
     * @param stillThere tells, once all is read, whether the listing can have been cut off by the
     *     end of the process; the file is asked again from its start then
     * @throws ProcAccessException when the kernel does not let us
     */
    Outcome lines(Path path, LineSink sink, @Nullable OutputStream raw, boolean stillThere) {
        idle().busy = true;
        try (RandomAccessFile file = open(path)) {
            split(file::read, sink, raw);
            if (stillThere) {
                // A process that ends in the middle reads as if the listing were complete. The
                // same open file then has no first mapping any more; asking for one byte makes
                // the kernel look at the first mapping only.
                file.seek(0);
                return file.read(buffer, 0, 1) > 0 ? Outcome.READ : Outcome.GONE;
            }
            return Outcome.READ;
        } catch (IOException failure) {
            ProcFailure.judge(failure, path);
            return Outcome.GONE;
        } finally {
            busy = false;
        }
    }

    /** Hands the lines of any text to a sink; one longer than the buffer arrives cut at its end. */
    void lines(Source source, LineSink sink) throws IOException {
        idle().busy = true;
        try {
            split(source, sink, null);
        } finally {
            busy = false;
        }
    }

    private void split(Source source, LineSink sink, @Nullable OutputStream raw)
            throws IOException {
        int held = 0;
        boolean insideCutLine = false;
        while (true) {
            int read = source.read(buffer, held, Math.min(READ_SIZE, buffer.length - held));
            if (read <= 0) {
                break;
            }
            tee(raw, held, read);
            int end = held + read;
            int from = 0;
            int feed = ProcText.lineFeed(buffer, held, end);
            while (feed >= 0) {
                if (!insideCutLine) {
                    sink.line(buffer, from, feed);
                }
                insideCutLine = false;
                from = sink.knownLines(buffer, feed + 1, end);
                feed = ProcText.lineFeed(buffer, from, end);
            }
            held = end - from;
            if (held == LONGEST_LINE) {
                if (!insideCutLine) {
                    sink.line(buffer, 0, held);
                }
                insideCutLine = true;
                held = 0;
            }
            System.arraycopy(buffer, from, buffer, 0, held);
            growWhenFull(held);
        }
        if (held > 0 && !insideCutLine) {
            sink.line(buffer, 0, held);
        }
    }

    /** Reads a small file, at most {@link #LONGEST_LINE} bytes of it; null when it has gone. */
    byte @Nullable [] whole(Path path) {
        idle().busy = true;
        try (RandomAccessFile file = open(path)) {
            int length = 0;
            while (length < LONGEST_LINE) {
                growWhenFull(length);
                int read = file.read(buffer, length, Math.min(READ_SIZE, buffer.length - length));
                if (read <= 0) {
                    break;
                }
                length += read;
            }
            return Arrays.copyOf(buffer, length);
        } catch (IOException failure) {
            ProcFailure.judge(failure, path);
            return null;
        } finally {
            busy = false;
        }
    }

    private void growWhenFull(int held) {
        if (held == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(LONGEST_LINE, held * 2));
        }
    }

    /** Gives this, unless a sink uses the reader that calls it. */
    ProcFile idle() {
        if (busy) {
            throw new IllegalStateException(
                    "A reader was used from within its own sink; use another ProcReader there.");
        }
        return this;
    }

    private static RandomAccessFile open(Path path) throws IOException {
        try {
            return new RandomAccessFile(path.toFile(), "r");
        } catch (FileNotFoundException failure) {
            // It says this of any error. The newer interface tells them apart.
            Files.newByteChannel(path).close();
            throw failure;
        }
    }

    private void tee(@Nullable OutputStream raw, int from, int length) {
        if (raw != null) {
            try {
                raw.write(buffer, from, length);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot write the evidence", failure);
            }
        }
    }
}
