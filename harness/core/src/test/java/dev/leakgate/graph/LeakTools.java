package dev.leakgate.graph;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Runs a program under other tools that look for leaks, and reads what they report: for each size
 * that malloc was asked for how many blocks are leaked, and how.
 */
final class LeakTools {

    private static final int MINUTES = 2;
    private static final int RUNS_OF_32_BIT = 4;

    private static final Pattern LSAN_RECORD =
            Pattern.compile("(?m)^(?:(Direct|Indirect) leak of |0x[0-9a-f]+ \\((\\d+) bytes\\))");
    private static final Pattern MEMCHECK_RECORD =
            Pattern.compile(
                    "== ([\\d,]+)(?: \\(([\\d,]+) direct, [\\d,]+ indirect\\))? bytes in ([\\d,]+)"
                            + " blocks are (definitely|indirectly|possibly) lost");

    private LeakTools() {}

    /**
     * Counts the blocks of one size that are leaked.
     *
     * @param direct nothing leads to them
     * @param indirect only leaked ones do
     * @param possible only pointers into their middle do; of memcheck alone
     */
    record Leaked(int direct, int indirect, int possible) {

        static final Leaked NONE = new Leaked(0, 0, 0);

        Leaked plus(int more, String kind) {
            return switch (kind) {
                case "Direct", "definitely" -> new Leaked(direct + more, indirect, possible);
                case "Indirect", "indirectly" -> new Leaked(direct, indirect + more, possible);
                default -> new Leaked(direct, indirect, possible + more);
            };
        }

        @Override
        public String toString() {
            List<String> parts = new ArrayList<>();
            if (direct > 0) {
                parts.add(direct + " direct");
            }
            if (indirect > 0) {
                parts.add(indirect + " indirect");
            }
            if (possible > 0) {
                parts.add(possible + " possibly lost");
            }
            return parts.isEmpty() ? "reachable" : String.join(", ", parts);
        }
    }

    /** Runs a program of this machine's own width under LeakSanitizer, which is preloaded. */
    static Map<Long, Leaked> leakSanitizer(Path folder, Path program, String... arguments)
            throws IOException, InterruptedException {
        return sanitizer("liblsan.so", "-m64", folder, program, arguments);
    }

    /**
     * Runs a 32-bit program under AddressSanitizer's, as gcc has no library of it alone there.
     * Where addresses are so few, any number may look like a pointer and hide a leak, in some
     * layouts of memory: of several runs, each with another, the one that finds most is true.
     */
    static Map<Long, Leaked> leakSanitizer32(Path folder, Path program, String... arguments)
            throws IOException, InterruptedException {
        Map<Long, Leaked> most = new TreeMap<>();
        for (int i = 0; i < RUNS_OF_32_BIT; i++) {
            sanitizer("libasan.so", "-m32", folder, program, arguments)
                    .forEach((size, leaked) -> most.merge(size, leaked, LeakTools::more));
        }
        return most;
    }

    private static Leaked more(Leaked one, Leaked other) {
        return one.direct() + one.indirect() < other.direct() + other.indirect() ? other : one;
    }

    private static Map<Long, Leaked> sanitizer(
            String library, String width, Path folder, Path program, String... arguments)
            throws IOException, InterruptedException {
        Process gcc = new ProcessBuilder("gcc", width, "-print-file-name=" + library).start();
        String path =
                new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        ProcessBuilder builder = builder(program.toString(), arguments);
        builder.environment().put("LD_PRELOAD", path);
        builder.environment().put("ASAN_OPTIONS", "detect_leaks=1:symbolize=0:exitcode=0");
        // Each block by itself: several sizes may come from one place.
        builder.environment()
                .put(
                        "LSAN_OPTIONS",
                        "report_objects=1:symbolize=0:exitcode=0:log_path=" + folder + "/report");
        Map<Long, Leaked> leaked = new TreeMap<>();
        String kind = "";
        for (MatchResult match : matches(LSAN_RECORD, run(folder, builder))) {
            if (match.group(1) != null) {
                kind = match.group(1);
            } else {
                add(leaked, Long.parseLong(match.group(2)), 1, kind);
            }
        }
        return leaked;
    }

    /** Runs a program under valgrind's memcheck. */
    static Map<Long, Leaked> memcheck(Path folder, Path program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("--leak-check=full", "--show-leak-kinds=all"));
        command.addAll(List.of("--log-file=" + folder + "/report.%p", program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = builder("valgrind", command.toArray(String[]::new));
        Map<Long, Leaked> leaked = new TreeMap<>();
        for (MatchResult match : matches(MEMCHECK_RECORD, run(folder, builder))) {
            int blocks = (int) number(match.group(3));
            long bytes = number(match.group(match.group(2) == null ? 1 : 2));
            add(leaked, bytes / blocks, blocks, match.group(4));
        }
        return leaked;
    }

    private static void add(Map<Long, Leaked> leaked, long size, int blocks, String kind) {
        leaked.put(size, leaked.getOrDefault(size, Leaked.NONE).plus(blocks, kind));
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    private static ProcessBuilder builder(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }

    /** Runs it to its end; returns the report of the process that has the most to report. */
    private static String run(Path folder, ProcessBuilder builder)
            throws IOException, InterruptedException {
        Process process = builder.start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(builder.command() + " does not end");
        }
        String longest = "";
        try (var files = Files.newDirectoryStream(folder, "report.*")) {
            for (Path file : files) {
                String text = Files.readString(file);
                longest = text.length() > longest.length() ? text : longest;
                Files.delete(file);
            }
        }
        return longest;
    }
}
