package dev.leakgate.benchmarks;

import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import dev.leakgate.watch.LiveWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures what a watch takes, as a process of its own, with the options of its launcher. */
final class WatchBenchmark {

    private static final double MOST_SHARE = 0.01;
    private static final long MOST_BYTES = 100_000_000;
    private static final int TICKS_PER_SECOND = 100;

    /* user and system time, the 14th and 15th field; the second may hold spaces (proc_pid_stat). */
    private static final int UTIME_BEHIND_NAME = 11;

    /**
     * Holds what it took.
     *
     * @param share of one core, once its code is loaded
     * @param peakBytes largest resident memory
     */
    record Result(int mappings, double share, long peakBytes) {

        boolean met() {
            return share <= MOST_SHARE && peakBytes <= MOST_BYTES;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "watch, %,d mappings: %.2f %% of a core (1 %% at most), %d MB (100 MB at most)%s%n",
                    mappings,
                    100 * share,
                    peakBytes / 1_000_000,
                    met() ? "" : "  MISSED");
        }
    }

    private WatchBenchmark() {}

    /** Watches a program of so many mappings, first to load the code, then to be measured. */
    static Result measure(Path target, int mappings, Duration warmUp, Duration time)
            throws IOException, InterruptedException {
        try (TargetProgram program = TargetProgram.start(target, mappings, Sizes.PAGE)) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(
                    List.of(
                            "-XX:+UseSerialGC",
                            "-XX:MinHeapFreeRatio=10",
                            "-XX:MaxHeapFreeRatio=25",
                            "-XX:TieredStopAtLevel=1",
                            "-Xms16m",
                            "-Xmn8m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            WatchBenchmark.class.getName(),
                            Integer.toString(program.pid())));
            Process watch = new ProcessBuilder(command).inheritIO().start();
            try {
                Thread.sleep(warmUp.toMillis());
                long before = ticks(watch.pid());
                Thread.sleep(time.toMillis());
                long used = ticks(watch.pid()) - before;
                return new Result(
                        mappings,
                        (double) used / TICKS_PER_SECOND / (time.toMillis() / 1e3),
                        peak(watch.pid()));
            } finally {
                watch.destroyForcibly();
            }
        }
    }

    /**
     * Watches a process until it is killed, as the command does, and shows what it sees to nobody.
     */
    public static void main(String[] arguments) throws InterruptedException {
        NativeService what = NativeService.attach(Integer.parseInt(arguments[0])).build();
        try (RunningService service = RunningService.launch(what, Path.of("unused"));
                LiveWatch watch =
                        new LiveWatch(service, null, Duration.ofSeconds(1), Duration.ZERO)) {
            while (watch.look()) {
                int unused = watch.view().toString().length();
                Thread.sleep(watch.pause().toMillis());
            }
        }
    }

    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[UTIME_BEHIND_NAME])
                + Long.parseLong(fields[UTIME_BEHIND_NAME + 1]);
    }

    private static long peak(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmHWM:")) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmHWM of " + pid);
    }
}
