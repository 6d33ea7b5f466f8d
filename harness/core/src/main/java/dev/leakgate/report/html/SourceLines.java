package dev.leakgate.report.html;

import dev.leakgate.report.FindingInfo.FrameInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the lines around a call from its source, if the source is here. */
final class SourceLines {

    private static final int AROUND = 3;
    private static final int LARGEST = 4 << 20;

    /* A result may come from elsewhere and must not choose any file of this machine to show. */
    private static final Set<String> SOURCES =
            Set.of("c", "cc", "cpp", "cxx", "c++", "h", "hh", "hpp", "hxx", "inl", "ipp", "rs");

    private SourceLines() {}

    /** Holds one line of a source. */
    record Line(int number, String text, boolean called) {}

    /** Returns the lines around the call; none when there is no source, or it is another one. */
    static List<Line> around(FrameInfo frame) {
        String file = frame.file();
        Integer line = frame.line();
        if (file == null || line == null || !isSource(file)) {
            return List.of();
        }
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path)) {
                return List.of();
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(path)) {
                bytes = in.readNBytes(LARGEST);
            }
            String[] all = new String(bytes, StandardCharsets.UTF_8).split("\n", line + AROUND + 1);
            return all.length < line ? List.of() : lines(all, line);
        } catch (IOException | IllegalArgumentException notHere) {
            return List.of();
        }
    }

    private static List<Line> lines(String[] all, int line) {
        List<Line> lines = new ArrayList<>();
        int last = Math.min(Math.min(line + AROUND, all.length), line + AROUND);
        for (int number = Math.max(1, line - AROUND); number <= last; number++) {
            String text = all[number - 1].stripTrailing().replace("\t", "    ");
            lines.add(new Line(number, Show.text(text), number == line));
        }
        return lines;
    }

    private static boolean isSource(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 && SOURCES.contains(file.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
