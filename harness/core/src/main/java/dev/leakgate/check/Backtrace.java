package dev.leakgate.check;

import dev.leakgate.linux.ChildProcess;
import dev.leakgate.linux.KernelException;
import dev.leakgate.linux.Signal;
import dev.leakgate.linux.SpawnSpec;
import dev.leakgate.linux.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks gdb, when it is there, where the crashed thread of a core was. */
final class Backtrace {

    private static final int MOST_FRAMES = 20;
    private static final int LONGEST_OUTPUT = 1 << 20;
    private static final int LONGEST_LINE = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Backtrace() {}

    /** Returns the frames, innermost first, as gdb prints them; none when gdb is not there. */
    static List<String> of(String program, Path core) {
        Optional<Path> gdb = Tools.find("gdb");
        if (gdb.isEmpty()) {
            return List.of();
        }
        try {
            Path folder = Files.createTempDirectory("leakgate-gdb");
            try {
                return frames(run(gdb.get(), program, core, folder));
            } finally {
                Files.deleteIfExists(folder.resolve("out"));
                Files.deleteIfExists(folder);
            }
        } catch (IOException | KernelException failed) {
            return List.of();
        }
    }

    private static String run(Path gdb, String program, Path core, Path folder) throws IOException {
        Path out = folder.resolve("out");
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        ChildProcess process =
                ChildProcess.start(
                        new SpawnSpec(
                                gdb,
                                List.of(
                                        "gdb",
                                        "-batch",
                                        "-nx",
                                        "-iex",
                                        "set debuginfod enabled off",
                                        "-ex",
                                        "bt " + MOST_FRAMES,
                                        program,
                                        core.toAbsolutePath().toString()),
                                Map.of("PATH", path, "LC_ALL", "C", "HOME", folder.toString()),
                                folder,
                                out,
                                out,
                                List.of()));
        try {
            var unused = process.awaitExit(PATIENCE);
            try (var stream = Files.newInputStream(out)) {
                return new String(stream.readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8);
            }
        } finally {
            process.signalGroup(Signal.SIGKILL);
            process.awaitExit(Duration.ofSeconds(5));
            process.forget();
        }
    }

    /** gdb prints the innermost frame once before it is asked: the last list is the whole one. */
    static List<String> frames(String output) {
        List<String> frames = new ArrayList<>();
        for (String line : output.lines().filter(text -> text.matches("#[0-9]+ .*")).toList()) {
            if (line.startsWith("#0 ")) {
                frames.clear();
            }
            if (frames.size() < MOST_FRAMES) {
                frames.add(line.substring(0, Math.min(line.length(), LONGEST_LINE)));
            }
        }
        return frames;
    }
}
