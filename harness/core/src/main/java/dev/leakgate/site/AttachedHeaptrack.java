package dev.leakgate.site;

import dev.leakgate.linux.ChildProcess;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStatus;
import dev.leakgate.linux.Signal;
import dev.leakgate.linux.SpawnSpec;
import dev.leakgate.linux.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records the allocations of a process that runs, for a time: gdb loads heaptrack's library into
 * it, and later tells that to stop. The library stays loaded and does nothing more.
 *
 * <p>heaptrack calls this unstable, for the thread that gdb finds may be inside malloc, which the
 * loading calls. Here it is done only when that thread waits in a system call that malloc never
 * makes; the process stands for a second or two each time gdb comes.
 */
public final class AttachedHeaptrack {

    private static final Duration GDB = Duration.ofSeconds(60);
    private static final Duration INTERPRETER = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final int ATTEMPTS = 20;
    private static final int LONGEST_COMPLAINT = 4096;

    /* gdb's own status would be 1 or more for its faults; no fault of its has this. */
    private static final int BUSY = 77;

    /* asm/unistd_64.h: read poll select pause nanosleep accept recvfrom recvmsg wait4
     * rt_sigtimedwait rt_sigsuspend futex clock_nanosleep epoll_wait pselect6 ppoll epoll_pwait
     * accept4 recvmmsg epoll_pwait2. In futex malloc waits for a lock, and has none meanwhile. */
    private static final int[] WAITING = {
        0, 7, 23, 34, 35, 43, 45, 47, 61, 128, 130, 202, 230, 232, 270, 271, 281, 288, 299, 441
    };

    private final int pid;
    private final Path gdb;
    private final Path interpreter;
    private final String load;
    private @Nullable String version;

    private AttachedHeaptrack(int pid, Path gdb, Path library, String load) {
        this.pid = pid;
        this.gdb = gdb;
        this.load = load;
        interpreter = library.resolveSibling("libexec").resolve("heaptrack_interpret");
    }

    /**
     * Prepares to record a process.
     *
     * @throws SiteException when that is not possible: says what is missing, and what to do
     */
    public static AttachedHeaptrack of(int pid) throws SiteException {
        Path gdb =
                Tools.find("gdb")
                        .orElseThrow(
                                () ->
                                        new SiteException(
                                                "gdb is not installed, which loads heaptrack into a"
                                                        + " process that runs; apt install gdb"));
        Path library =
                Recorders.heaptrackFile("libheaptrack_inject.so")
                        .orElseThrow(
                                () ->
                                        new SiteException(
                                                "heaptrack is not installed; apt install"
                                                        + " heaptrack"));
        refuse(pid);
        return new AttachedHeaptrack(
                pid,
                gdb,
                library,
                "call (void) dlmopen(0, \"" + library + "\", 2)"); /* dlfcn.h: RTLD_NOW */
    }

    private static void refuse(int pid) throws SiteException {
        Path files = Path.of("/proc", Integer.toString(pid));
        byte[] start = new byte[5];
        try (InputStream program = Files.newInputStream(files.resolve("exe"))) {
            int read = program.readNBytes(start, 0, start.length);
            if (read == start.length && start[4] == 1) {
                /* elf.h: ELFCLASS32 */
                throw new SiteException(
                        "heaptrack cannot follow a 32-bit program; the types and contents that"
                                + " leakgate analyze shows are what there is");
            }
            if (!Files.readSymbolicLink(files.resolve("ns/mnt"))
                    .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")))) {
                throw new SiteException(
                        "process "
                                + pid
                                + " sees other files than we do, as in a container, and would not"
                                + " find heaptrack's library; run leakgate inside");
            }
        } catch (IOException closed) {
            throw new SiteException(
                    "process "
                            + pid
                            + " is closed to us, or has ended; run leakgate as root or as its user"
                            + " with kernel.yama.ptrace_scope 0");
        }
        try (ProcReader proc = new ProcReader()) {
            OptionalInt tracer =
                    proc.status(pid).map(ProcStatus::tracerPid).orElse(OptionalInt.empty());
            if (tracer.orElse(0) != 0) {
                throw new SiteException(
                        "process "
                                + pid
                                + " is traced by process "
                                + tracer.getAsInt()
                                + ", and can have one tracer only; end that one");
            }
        }
    }

    /** Returns heaptrack's version, known once something was recorded; else null. */
    public @Nullable String version() {
        return version;
    }

    /**
     * Records, and returns what was allocated meanwhile and not freed until the end, the most bytes
     * first.
     *
     * @param stop asked again and again whether to come to an end before the time
     * @throws SiteException when nothing was recorded; the process goes on
     */
    public List<AllocationSite> record(Duration time, BooleanSupplier stop)
            throws SiteException, InterruptedException {
        try {
            Path folder = folder();
            try {
                Path raw = folder.resolve("heaptrack.raw");
                begin(raw, folder);
                try {
                    await(time, stop);
                } finally {
                    end(folder);
                }
                HeaptrackFile file =
                        new HeaptrackInterpreter(interpreter).read(raw, folder, INTERPRETER);
                version = file.version();
                return file.held();
            } finally {
                delete(folder);
            }
        } catch (IOException failure) {
            throw new SiteException("what heaptrack recorded cannot be read: " + failure);
        }
    }

    /** The process itself writes the file: its user must be able to. */
    private Path folder() throws IOException {
        Path folder = Files.createTempDirectory("leakgate-site");
        Path process = Path.of("/proc", Integer.toString(pid));
        Object user = Files.getAttribute(process, "unix:uid");
        if (!user.equals(Files.getAttribute(folder, "unix:uid"))) {
            Files.setAttribute(folder, "unix:uid", user);
        }
        return folder;
    }

    private void begin(Path raw, Path folder) throws SiteException, InterruptedException {
        StringBuilder waits = new StringBuilder();
        for (int call : WAITING) {
            waits.append(waits.isEmpty() ? "" : " || ").append("$orig_rax == ").append(call);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int status =
                    gdb(
                            folder,
                            "if !(" + waits + ")\ndetach\nquit " + BUSY + "\nend",
                            "sharedlibrary libc.so",
                            load,
                            "sharedlibrary libheaptrack_inject",
                            "call (void) heaptrack_inject(\"" + raw + "\")",
                            "detach");
            if (status != BUSY) {
                if (!Files.exists(raw)) {
                    throw new SiteException(
                            "heaptrack could not be loaded into process "
                                    + pid
                                    + complaint(folder)
                                    + "; a static program loads no library, and ptrace must be"
                                    + " allowed (leakgate doctor)");
                }
                return;
            }
        }
        throw new SiteException(
                "the main thread of process "
                        + pid
                        + " never waits, and heaptrack is not loaded into one that may be inside"
                        + " malloc; run a check of the service with site = HEAPTRACK");
    }

    private void end(Path folder) throws SiteException, InterruptedException {
        if (Files.exists(Path.of("/proc", Integer.toString(pid), "maps"))) {
            int unused =
                    gdb(
                            folder,
                            "sharedlibrary libheaptrack_inject",
                            "call (void) heaptrack_stop()",
                            "detach");
        }
    }

    private static void await(Duration time, BooleanSupplier stop) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until && !stop.getAsBoolean()) {
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    private int gdb(Path folder, String... commands) throws SiteException, InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add("set auto-solib-add off");
        lines.add("set debuginfod enabled off");
        lines.add("set confirm off");
        lines.add("attach " + pid);
        lines.addAll(List.of(commands));
        try {
            Path script =
                    Files.writeString(folder.resolve("gdb.txt"), String.join("\n", lines) + "\n");
            Path said = folder.resolve("gdb.err");
            Files.deleteIfExists(said);
            ChildProcess process =
                    ChildProcess.start(
                            new SpawnSpec(
                                    gdb,
                                    List.of("gdb", "--batch", "-nx", "-x", script.toString()),
                                    System.getenv(),
                                    null,
                                    Path.of("/dev/null"),
                                    said,
                                    List.of()));
            Optional<ExitStatus> exit = process.awaitExit(GDB);
            if (exit.isEmpty()) {
                // It lets the process go at SIGTERM, and would not at SIGKILL.
                boolean unused = process.signal(Signal.SIGTERM);
                exit = process.awaitExit(GDB);
            }
            process.forget();
            return exit.isPresent() && exit.get() instanceof ExitStatus.Exited exited
                    ? exited.code()
                    : 1;
        } catch (IOException failure) {
            throw new SiteException("gdb cannot be started: " + failure);
        }
    }

    private static String complaint(Path folder) {
        try (InputStream said = Files.newInputStream(folder.resolve("gdb.err"))) {
            String text =
                    new String(said.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8).strip();
            String last = text.substring(text.lastIndexOf('\n') + 1);
            return last.isEmpty() ? "" : ": gdb says " + last;
        } catch (IOException nothing) {
            return "";
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
