package dev.leakgate.image;

import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.ChildProcess;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.KernelPointers;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessWord;
import dev.leakgate.linux.Signal;
import dev.leakgate.linux.SpawnSpec;
import dev.leakgate.linux.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the image of a process by gdb's gcore, from the core that it writes. */
final class GcoreCapture {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LONGEST_QUOTE = 300;

    private GcoreCapture() {}

    /** Throws {@link CaptureRefusedException} when gcore is not there or does not write a core. */
    static Capture.Taken take(int pid, List<CaptureRefusal> refusals) {
        try (ProcReader proc = new ProcReader()) {
            ProcessWord.checkUntraced(pid, proc);
        }
        Path gcore =
                Tools.find("gcore")
                        .orElseThrow(
                                () ->
                                        new CaptureRefusedException(
                                                "gcore is not in PATH", "install gdb"));
        try {
            Path folder = Files.createTempDirectory("leakgate-gcore");
            try {
                long began = System.nanoTime();
                run(gcore, folder, pid);
                Duration pause = Duration.ofNanos(System.nanoTime() - began);
                Image core = CoreFiles.open(folder.resolve("core." + pid));
                return new Capture.Taken(
                        shown(core, pid, folder), CaptureMode.GCORE, pause, refusals);
            } catch (IOException | RuntimeException failure) {
                delete(folder, pid);
                throw failure;
            }
        } catch (IOException failure) {
            throw new CaptureRefusedException(
                    "gcore's core of process " + pid + " cannot be read: " + failure.getMessage(),
                    "make room in " + System.getProperty("java.io.tmpdir"));
        }
    }

    private static Image shown(Image core, int pid, Path folder) {
        return new ProcessImage(
                ImageSource.CORE_FILE,
                "process " + pid + ", by gdb's gcore",
                pid,
                new ProcessFacts(
                        core.wordSize(),
                        core.auxv(),
                        core.limits(),
                        core.process(),
                        KernelPointers.of(pid)),
                core.mappings(),
                core.threads(),
                core.losses(),
                core,
                null,
                () -> {
                    core.close();
                    delete(folder, pid);
                });
    }

    private static void delete(Path folder, int pid) {
        try {
            Files.deleteIfExists(folder.resolve("core." + pid));
            Files.deleteIfExists(folder.resolve("log"));
            Files.deleteIfExists(folder);
        } catch (IOException harmless) {
            // It lies in the folder for temporary files.
        }
    }

    private static void run(Path gcore, Path folder, int pid) throws IOException {
        Path log = folder.resolve("log");
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        ChildProcess process =
                ChildProcess.start(
                        new SpawnSpec(
                                gcore,
                                List.of("gcore", "-o", folder + "/core", Integer.toString(pid)),
                                Map.of("PATH", path, "LC_ALL", "C", "HOME", folder.toString()),
                                folder,
                                log,
                                log,
                                List.of()));
        try {
            Optional<ExitStatus> exit = process.awaitExit(PATIENCE);
            if (!Files.exists(folder.resolve("core." + pid))) {
                throw new CaptureRefusedException(
                        "gcore wrote no core of process "
                                + pid
                                + " ("
                                + exit.map(ExitStatus::toString).orElse("it did not end")
                                + "): "
                                + lastWords(log),
                        "see what it says");
            }
        } finally {
            process.signalGroup(Signal.SIGKILL);
            process.awaitExit(Duration.ofSeconds(5));
            process.forget();
        }
    }

    private static String lastWords(Path log) throws IOException {
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
        return text.substring(Math.max(0, text.length() - LONGEST_QUOTE)).replace('\n', ' ');
    }
}
