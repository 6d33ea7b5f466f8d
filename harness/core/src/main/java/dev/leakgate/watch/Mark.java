package dev.leakgate.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says that a test begins or ended.
 *
 * @param atMicros microseconds since 1970
 * @param begins whether it begins
 * @param test {@code com.example.GatewayIT#unknownChannel}
 * @param passed whether it ended well; true where it begins
 */
public record Mark(long atMicros, boolean begins, String test, boolean passed) {

    /** The name of the file that tests append to while somebody watches. */
    public static final String FILE_NAME = "leakgate.marks";

    private static final int MOST = 1_000_000;

    /** Returns the line for the file, with its end. */
    public String line() {
        return atMicros
                + "\t"
                + (begins ? "begin" : passed ? "passed" : "failed")
                + "\t"
                + test.replaceAll("\\p{Cntrl}", " ")
                + "\n";
    }

    /** Reads a file; what is no mark is left out, and a file that is not there has none. */
    public static List<Mark> read(Path file) {
        List<Mark> marks = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line = lines.readLine();
            while (line != null && marks.size() < MOST) {
                parse(line).ifPresent(marks::add);
                line = lines.readLine();
            }
        } catch (IOException unreadable) {
            return marks;
        }
        return marks;
    }

    private static Optional<Mark> parse(String line) {
        String[] parts = line.split("\t", 3);
        if (parts.length != 3 || !parts[0].matches("[0-9]{1,18}")) {
            return Optional.empty();
        }
        boolean begins = parts[1].equals("begin");
        if (!begins && !parts[1].equals("passed") && !parts[1].equals("failed")) {
            return Optional.empty();
        }
        return Optional.of(
                new Mark(Long.parseLong(parts[0]), begins, parts[2], !parts[1].equals("failed")));
    }
}
