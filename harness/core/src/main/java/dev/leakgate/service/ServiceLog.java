package dev.leakgate.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what the service wrote to its standard output and error. */
final class ServiceLog {

    private static final int TAIL_BYTES = 4096;
    private static final int TAIL_LINES = 20;
    private static final int LONGEST_LINE = 64 * 1024;

    private final Path file;
    private long searched;

    ServiceLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /**
     * Says whether a line that was written since the last look matches; looks at whole lines only.
     */
    boolean hasNewLineMatching(Pattern pattern) {
        byte[] bytes = read(searched, LONGEST_LINE);
        int end = lastNewline(bytes) + 1;
        if (end == 0 && bytes.length == LONGEST_LINE) {
            end = bytes.length;
        }
        searched += end;
        String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
        return text.lines().anyMatch(line -> pattern.matcher(line).find());
    }

    /** Returns the last lines, indented for a message; says so when there are none. */
    String tail() {
        List<String> lines = lastLines();
        return lines.isEmpty()
                ? "  it wrote nothing"
                : lines.stream()
                        .map(line -> "    " + line)
                        .collect(Collectors.joining("\n", "  its last output:\n", ""));
    }

    /** Returns the last lines as they were written; none when there are none. */
    List<String> lastLines() {
        long size = size();
        if (size == 0) {
            return List.of();
        }
        byte[] bytes = read(Math.max(0, size - TAIL_BYTES), TAIL_BYTES);
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - TAIL_LINES))
                .map(ServiceLog::printable)
                .toList();
    }

    private static String printable(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }

    private static int lastNewline(byte[] bytes) {
        int at = bytes.length - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private byte[] read(long position, int atMost) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(atMost);
            while (buffer.hasRemaining()
                    && channel.read(buffer, position + buffer.position()) > 0) {
                // until the buffer is full or the file ends
            }
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
