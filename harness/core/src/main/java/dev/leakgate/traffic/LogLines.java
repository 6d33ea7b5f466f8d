package dev.leakgate.traffic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts the lines that a service appends to a log, also when that is rotated or truncated. */
public final class LogLines implements RequestCounter {

    private static final int WINDOW = 1 << 16;

    /* What one reading goes through at most; the rest is for the next. */
    private static final long MOST_AT_ONCE = 256L << 20;

    /* Of longer lines the begin is matched. */
    private static final int LONGEST_LINE = 1 << 16;

    private final Path file;
    private final @Nullable Pattern pattern;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private long offset;
    private @Nullable Object inode;
    private long lines;

    /**
     * Begins at the end of the file as it is.
     *
     * @param pattern found anywhere in a line that counts; null counts all lines
     * @throws CounterException when the file cannot be read
     */
    public LogLines(Path file, @Nullable Pattern pattern) throws CounterException {
        this.file = file;
        this.pattern = pattern;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            offset = channel.size();
            inode = inode();
        } catch (IOException unreadable) {
            throw refused(unreadable);
        }
    }

    @Override
    public long read() throws CounterException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Object now = inode();
            if (channel.size() < offset || !Objects.equals(now, inode)) {
                offset = 0;
                length = 0;
                inode = now;
            }
            long until = offset + MOST_AT_ONCE;
            int got = 0;
            while (got >= 0 && offset < until) {
                window.clear();
                got = channel.read(window, offset);
                offset += Math.max(0, got);
                count(Math.max(0, got));
            }
            return lines;
        } catch (IOException unreadable) {
            throw refused(unreadable);
        }
    }

    private void count(int bytes) {
        for (int i = 0; i < bytes; i++) {
            byte next = window.get(i);
            if (next == '\n') {
                lines += counts() ? 1 : 0;
                length = 0;
            } else if (length < LONGEST_LINE) {
                line[length++] = next;
            }
        }
    }

    private boolean counts() {
        return pattern == null
                || pattern.matcher(new String(line, 0, length, StandardCharsets.UTF_8)).find();
    }

    private @Nullable Object inode() throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }

    private CounterException refused(IOException cause) {
        return new CounterException(
                file + " cannot be read (" + cause + "); name the log that the service writes now");
    }
}
