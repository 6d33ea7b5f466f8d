package dev.leakgate.benchmarks;

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
    static final List<Case> FULL =
            List.of(
                    new Case(64, 64, 8, 5, 3),
                    new Case(64, 1024, 1, 5, 2),
                    new Case(64, 1024, 8, 5, 3),
                    new Case(64, 2048, 8, 3, 1),
                    new Case(64, 4096, 8, 3, 1),
                    new Case(32, 1024, 1, 3, 1),
                    new Case(32, 1024, 8, 5, 2));

    /** For a test that it still works. */
    static final List<Case> SMALL = List.of(new Case(64, 16, 2, 1, 1));

    private CaptureBenchmark() {}

    /**
     * One service.
     *
     * @param ours how often we capture it
     * @param theirs how often gcore does
     */
    record Case(int bits, int megabytes, int threads, int ours, int theirs) {

        /** The design's figures: 5 ms for 64 MB, 20 ms a gigabyte. */
        double mostMillis() {
            return megabytes < 1024 ? 5 : 20 * megabytes / 1024.0;
        }

        @Override
        public String toString() {
            return "%,d MB, %d-bit, %d thread%s"
                    .formatted(megabytes, bits, threads, threads == 1 ? "" : "s");
        }
    }

    /** What one capture came to: nanoseconds, and bytes on disk, holes not counted. */
    record Cost(long pause, long total, long onDisk) {}

    /**
     * Holds the medians.
     *
     * @param harnessKib how far a JVM that captures rose above the memory of its own start
     */
    record Row(Case of, Cost ours, Cost theirs, long harnessKib) {

        private static final double LEAST_RATIO = 50;
        private static final long MOST_KIB = 64 << 10;

        double pauseMillis() {
            return ours.pause() / 1e6;
        }

        double ratio() {
            return (double) theirs.pause() / ours.pause();
        }

        boolean met() {
            return missed().isEmpty();
        }

        /** Names the figures that are missed. */
        List<String> missed() {
            List<String> missed = new ArrayList<>();
            if (pauseMillis() > of.mostMillis()) {
                missed.add("pause");
            }
            if (of.megabytes() >= 1024 && ratio() < LEAST_RATIO) {
                missed.add("50 ×");
            }
            if (ours.total() > theirs.total()) {
                missed.add("core");
            }
            if (harnessKib > MOST_KIB) {
                missed.add("memory");
            }
            return missed;
        }
    }

    static List<Row> measure(Path directory, List<Case> cases) throws Exception {
        Path wide = TargetProgram.build(directory, "paused", "-pthread");
        List<Row> rows = new ArrayList<>();
        for (Case one : cases) {
            Path program =
                    one.bits() == 64
                            ? wide
                            : TargetProgram.build(directory, "paused", "-pthread", "-m32");
            try (PausedService service =
                    PausedService.start(program, one.megabytes(), one.threads())) {
                rows.add(measure(one, service, directory));
            }
        }
        return rows;
    }

    private static Row measure(Case one, PausedService service, Path directory) throws Exception {
        // The first capture of a JVM warms itself up, before it stops the service.
        ours(service, directory.resolve("ours.core"));
        List<Cost> ours = new ArrayList<>();
        List<Cost> theirs = new ArrayList<>();
        for (int turn = 0; turn < Math.max(one.ours(), one.theirs()); turn++) {
            if (turn < one.ours()) {
                ours.add(ours(service, directory.resolve("ours.core")));
            }
            if (turn < one.theirs()) {
                theirs.add(theirs(service, directory));
            }
        }
        return new Row(one, median(ours), median(theirs), harnessKib(service, directory));
    }

    /** In a JVM of its own, as a command is: this one has long warmed up. */
    private static long harnessKib(PausedService service, Path directory) throws Exception {
        Path core = directory.resolve("memory.core");
        String said =
                OwnJvm.run(CaptureRun.class, Integer.toString(service.pid()), core.toString());
        Files.delete(core);
        return Long.parseLong(said);
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
