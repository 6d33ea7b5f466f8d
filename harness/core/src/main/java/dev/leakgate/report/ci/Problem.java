package dev.leakgate.report.ci;

import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocument.TestInfo;
import dev.leakgate.report.VisibleText;
import dev.leakgate.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Holds what the formats of continuous integration want to know of a check that is not clean.
 *
 * @param verdict never {@code CLEAN}
 * @param name what reports call the check
 * @param headline one line; the first of the text report without verdict and name
 * @param text all lines
 * @param fingerprint the same from run to run, without an address
 * @param file the source to look at, relative to the project where it lies within; null when none
 *     is known
 * @param line in that file, from 1
 */
record Problem(
        Verdict verdict,
        String name,
        String headline,
        String text,
        String fingerprint,
        @Nullable String file,
        int line) {

    private static final int LONGEST_LINE = 500;
    private static final int MOST_LINES = 60;

    /** A place in a source. */
    private record Place(String file, int line) {}

    /**
     * Reads a result.
     *
     * @param project whose files are named relative to it
     */
    static Problem of(RunDocument run, Path project) {
        StringBuilder text = new StringBuilder();
        run.message().stream()
                .limit(MOST_LINES)
                .forEach(line -> text.append(line(line)).append('\n'));
        String reason = run.reason() == null ? run.firstLine() : run.reason();
        Place place = place(run, project);
        return new Problem(
                run.verdict(),
                line(run.test().displayName()),
                line(reason),
                text.toString(),
                fingerprint(run),
                place == null ? null : place.file,
                place == null ? 1 : place.line);
    }

    /** Returns the rule's name, {@code leakgate/leak}. */
    String rule() {
        return "leakgate/" + verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Tells what the service did wrong from what could not be told. */
    boolean isError() {
        return verdict != Verdict.INCONCLUSIVE;
    }

    private static String line(String text) {
        return VisibleText.begin(VisibleText.of(text).replace('\n', ' '), LONGEST_LINE);
    }

    private static String fingerprint(RunDocument run) {
        CRC32 sum = new CRC32();
        sum.update(
                (run.test().className() + "#" + run.test().method())
                        .getBytes(StandardCharsets.UTF_8));
        sum.update(run.verdict().name().getBytes(StandardCharsets.UTF_8));
        String test = String.format(Locale.ROOT, "%08x", sum.getValue());
        String finding =
                run.findings().stream()
                        .filter(each -> each.suppressed() == null)
                        .findFirst()
                        .map(FindingInfo::fingerprint)
                        .orElse(null);
        return finding == null ? test : test + "-" + line(finding);
    }

    /** The line that allocated, else the one that asked for the check. */
    private static @Nullable Place place(RunDocument run, Path project) {
        for (FindingInfo finding : run.findings()) {
            if (finding.suppressed() != null) {
                continue;
            }
            FrameInfo frame = finding.firstLook();
            String file = frame == null ? null : frame.file();
            Integer line = frame == null ? null : frame.line();
            if (file != null && line != null) {
                return new Place(relative(file, project), line);
            }
        }
        FrameInfo crashed = run.crash() == null ? null : run.crash().site();
        if (crashed != null && crashed.file() != null && crashed.line() != null) {
            return new Place(relative(crashed.file(), project), crashed.line());
        }
        TestInfo test = run.test();
        String source = test.source();
        if (source != null) {
            String[] parts = source.split(":", -1);
            return parts.length < 3 || !parts[1].matches("[0-9]{1,9}")
                    ? new Place(relative(source, project), 1)
                    : new Place(relative(parts[0], project), Integer.parseInt(parts[1]));
        }
        String outer = test.className().replaceFirst("\\$.*", "");
        String file = "src/test/java/" + outer.replace('.', '/') + ".java";
        return exists(project, file) ? new Place(file, 1) : null;
    }

    private static boolean exists(Path project, String file) {
        try {
            return Files.isRegularFile(project.resolve(file));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private static String relative(String file, Path project) {
        String plain = line(file);
        try {
            Path path = Path.of(plain);
            return path.startsWith(project) ? project.relativize(path).toString() : plain;
        } catch (InvalidPathException noPath) {
            return plain;
        }
    }
}
