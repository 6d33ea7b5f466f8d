package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leakgate.elf.ElfException;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreContent;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import dev.leakgate.image.WrittenCore;
import dev.leakgate.units.ByteSize;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Freezes a process for milliseconds and writes a core. */
@Command(
        name = "capture",
        description = {
            "Writes a core of a running process that gdb opens; the process goes on.",
            "It stands for about 15 ms a gigabyte, where gdb's gcore takes seconds."
        },
        mixinStandardHelpOptions = true)
final class CaptureCommand implements Callable<Integer> {

    @Mixin private final Output printed = new Output();

    @Parameters(paramLabel = "PID", description = "The process.")
    private int pid;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The core; core.PID here unless told. Whole or not there.")
    private @Nullable Path output;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "One of ${COMPLETION-CANDIDATES}: a copy by fork, reading while it stands, gdb's"
                            + " gcore, or the first that is possible; default ${DEFAULT-VALUE}.",
            defaultValue = "AUTO")
    private CaptureMode mode = CaptureMode.AUTO;

    @Option(
            names = "--content",
            paramLabel = "CONTENT",
            description = "all memory, or what is writable: all or writable; default all.",
            defaultValue = "ALL")
    private CoreContent content = CoreContent.ALL;

    @Option(names = "--gzip", description = "Compress the core; FILE gets the ending .gz.")
    private boolean gzip;

    @Option(
            names = "--most",
            paramLabel = "SIZE",
            description = "How much memory it may hold, as in 512MiB, the most useful first.",
            converter = SizeConverter.class)
    private @Nullable ByteSize most;

    @Override
    public Integer call() throws JsonProcessingException, ElfException {
        Path file = file();
        if (Files.isDirectory(file)) {
            throw new InvalidInputException(file + " is a directory; name a file: -o FILE");
        }
        if (content == CoreContent.RANGES) {
            throw new InvalidInputException("--content is all or writable");
        }
        CoreFiles.requireWritable(file);
        Capture.Taken taken = NotPossibleException.unlessTaken(Captures.of(pid, mode));
        try (Image image = taken.image()) {
            CoreOptions options = CoreOptions.ALL.withContent(content).withCompressed(gzip);
            WrittenCore core =
                    CoreFiles.write(image, file, most == null ? options : options.withMost(most));
            if (printed.isJson()) {
                printed.json(json(core, taken));
            } else {
                print(printed.text(), core, taken);
            }
            return ExitCode.OK;
        }
    }

    private Path file() {
        String name = output == null ? "core." + pid : output.toString();
        return Path.of(gzip && !name.endsWith(".gz") ? name + ".gz" : name);
    }

    private void print(PrintWriter out, WrittenCore core, Capture.Taken taken) {
        out.printf(
                Locale.ROOT, "%s  %s with %s of memory%n", core.path(), core.size(), core.memory());
        out.printf(
                Locale.ROOT,
                "process %d stood for %s, by %s; it has %,d thread%s%n",
                pid,
                millis(taken.pause()),
                taken.mode().name().toLowerCase(Locale.ROOT),
                taken.image().threads().size(),
                taken.image().threads().size() == 1 ? "" : "s");
        taken.refusals()
                .forEach(
                        refusal ->
                                out.println(
                                        "not by "
                                                + refusal.mode().name().toLowerCase(Locale.ROOT)
                                                + ": "
                                                + refusal));
        core.losses().forEach(loss -> out.println("not whole: " + loss));
    }

    private ObjectNode json(WrittenCore core, Capture.Taken taken) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("pid", pid).put("core", core.path().toString());
        root.put("size", core.size().bytes()).put("memory", core.memory().bytes());
        root.put("mode", taken.mode().name());
        root.put("pauseMillis", taken.pause().toNanos() / 1e6);
        root.put("threads", taken.image().threads().size());
        ArrayNode refusals = root.putArray("refusals");
        taken.refusals()
                .forEach(
                        refusal ->
                                refusals.addObject()
                                        .put("mode", refusal.mode().name())
                                        .put("cause", refusal.cause())
                                        .put("remedy", refusal.remedy()));
        root.put("complete", core.losses().isEmpty());
        ArrayNode losses = root.putArray("losses");
        core.losses().forEach(losses::add);
        return root;
    }

    private static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }
}
