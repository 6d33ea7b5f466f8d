package dev.leakgate.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds lines of the samples' sources, so that no test counts them by hand. */
final class Sources {

    private Sources() {}

    /** Returns {@code service.cpp:8} for the only line of the file that has the text. */
    static String place(String file, String text) throws IOException {
        Path source = Path.of("native", file);
        List<String> lines = Files.readAllLines(source);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return source.getFileName() + ":" + (i + 1);
            }
        }
        throw new AssertionError(source + " has no line with " + text);
    }
}
