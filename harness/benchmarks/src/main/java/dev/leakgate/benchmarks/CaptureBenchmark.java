package dev.leakgate.benchmarks;

import dev.leakgate.benchmarks.CaptureRow.Command;
import dev.leakgate.benchmarks.CaptureRow.Cost;
import dev.leakgate.benchmarks.CaptureRow.Service;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import dev.leakgate.image.WrittenCore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares our capture of a running service with gdb's gcore: how long the service stands, as it
 * sees it itself, how long it takes until a whole core is written, how large that is on disk, and
 * how much memory we need for it. gcore leaves no holes.
 */
final class CaptureBenchmark {

    /** Each is captured in turn by us and by gcore. */
    static final List<Service> FULL =
            List.of(
                    new Service(64, 64, 1, 7, 3),
                    new Service(64, 64, 8, 7, 3),
                    new Service(64, 1024, 1, 7, 3),
                    new Service(64, 1024, 8, 7, 3),
                    new Service(64, 2048, 1, 5, 1),
                    new Service(64, 2048, 8, 5, 1),
                    new Service(64, 4096, 1, 3, 1),
                    new Service(64, 4096, 8, 3, 1));

    /** What finds room in the 4 GB that a 32-bit process can address. */
    static final List<Service> FULL_32 =
            List.of(
                    new Service(32, 64, 1, 7, 3),
                    new Service(32, 64, 8, 7, 3),
                    new Service(32, 1024, 1, 7, 3),
                    new Service(32, 1024, 8, 7, 3),
                    new Service(32, 2048, 1, 5, 1),
                    new Service(32, 2048, 8, 5, 1),
                    new Service(32, 3072, 8, 3, 1));

    /** For a test that it still works. */
    static final List<Service> SMALL = List.of(new Service(64, 16, 2, 1, 1));

    /** How often a command captures a service. */
    private static final int COMMANDS = 3;

    private CaptureBenchmark() {}

    static List<CaptureRow> measure(Path directory, List<Service> services) throws Exception {
        List<CaptureRow> rows = new ArrayList<>();
        for (Service one : services) {
            Path program =
                    one.bits() == 64
                            ? TargetProgram.build(directory, "paused", "-pthread")
                            : TargetProgram.build(directory, "paused", "-pthread", "-m32");
            try (PausedService service =
                    PausedService.start(program, one.megabytes(), one.threads())) {
                rows.add(measure(one, service, directory));
            }
        }
        return rows;
    }

    private static CaptureRow measure(Service one, PausedService service, Path directory)
            throws Exception {
        // The first capture of a JVM warms itself up, before it stops the service.
        ours(service, directory.resolve("ours.core"));
        List<Cost> ours = new ArrayList<>();
        List<Cost> theirs = new ArrayList<>();
        long[] forks = new long[one.ours()];
        for (int turn = 0; turn < Math.max(one.ours(), one.theirs()); turn++) {
            if (turn < one.ours()) {
                forks[turn] = service.bareFork();
                ours.add(ours(service, directory.resolve("ours.core")));
            }
            if (turn < one.theirs()) {
                theirs.add(theirs(service, directory));
            }
        }
        return new CaptureRow(
                one, median(ours), median(theirs), command(service, directory), median(forks));
    }

    /** In a JVM of its own, as a command is: this one has long warmed up. */
    private static Command command(PausedService service, Path directory) throws Exception {
        long[] pauses = new long[COMMANDS];
        long kib = 0;
        for (int run = 0; run < COMMANDS; run++) {
            Path core = directory.resolve("command.core");
            String[] said = new String[1];
            pauses[run] =
                    service.longestGapDuring(
                            () ->
                                    said[0] =
                                            OwnJvm.run(
                                                    CaptureRun.class,
                                                    Integer.toString(service.pid()),
                                                    core.toString()));
            Files.delete(core);
            kib = Math.max(kib, Long.parseLong(said[0]));
        }
        return new Command(median(pauses), kib);
    }

    private static Cost ours(PausedService service, Path core) throws Exception {
        Capture[] captures = new Capture[1];
        long began = System.nanoTime();
        long pause =
                service.longestGapDuring(
                        () -> captures[0] = Captures.of(service.pid(), CaptureMode.FORK));
        if (!(captures[0] instanceof Capture.Taken taken)) {
            throw new IOException(captures[0].toString());
        }
        try (Image image = taken.image()) {
            WrittenCore written = CoreFiles.write(image, core, CoreOptions.ALL);
            long total = System.nanoTime() - began;
            Files.delete(core);
            return new Cost(pause, total, written.memory().bytes());
        }
    }

    private static Cost theirs(PausedService service, Path directory) throws Exception {
        String pid = Integer.toString(service.pid());
        Path core = directory.resolve("theirs." + pid);
        long began = System.nanoTime();
        long pause =
                service.longestGapDuring(
                        () ->
                                Commands.run(
                                        List.of(
                                                "sh",
                                                "-c",
                                                "exec gcore -o \"$0\" \"$1\" 2>/dev/null",
                                                directory.resolve("theirs").toString(),
                                                pid)));
        long total = System.nanoTime() - began;
        long onDisk = Files.size(core);
        Files.delete(core);
        return new Cost(pause, total, onDisk);
    }

    private static Cost median(List<Cost> costs) {
        return new Cost(
                median(costs.stream().mapToLong(Cost::pause).toArray()),
                median(costs.stream().mapToLong(Cost::total).toArray()),
                median(costs.stream().mapToLong(Cost::onDisk).toArray()));
    }

    private static long median(long[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
