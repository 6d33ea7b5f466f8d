package dev.leakgate.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what /proc says of processes, through one buffer of 8 to 64 kB. Not thread-safe.
 *
 * <p>A process that has gone, or goes meanwhile, is an answer: {@code false} or empty. A process
 * that we may not look at is none: all methods throw {@link ProcAccessException} then, with the
 * remedy in its message. Any other error is an {@link UncheckedIOException}.
 */
public final class ProcReader implements AutoCloseable {

    private static final long NANOS_PER_TICK = 1_000_000_000L / ProcStat.TICKS_PER_SECOND;

    private static final Pattern LOADAVG = Pattern.compile("\\d/(\\d{1,9}) ");

    private final Path root;
    private final MappingParser parser = new MappingParser();
    private @Nullable ProcFile file = new ProcFile();

    /** Makes a reader of this machine's /proc. */
    public ProcReader() {
        this(Path.of("/proc"));
    }

    ProcReader(Path root) {
        this.root = root;
    }

    /**
     * Lists the mappings of a process without figures. Costs the process next to nothing.
     *
     * @return false when the process has no memory (it ended, or is a zombie or a kernel thread) or
     *     lost it meanwhile: what the sink got is not the whole then
     */
    public boolean maps(int pid, MappingSink sink) {
        return mappings(process(pid).resolve("maps"), sink, null);
    }

    /**
     * Lists the mappings of a process with their figures. The kernel walks all pages for it, and
     * stalls the process meanwhile where it maps and faults: read it when the process is quiet.
     *
     * @return false as with {@link #maps}
     */
    public boolean smaps(int pid, MappingSink sink) {
        return mappings(process(pid).resolve("smaps"), sink, null);
    }

    /**
     * Lists the mappings with their figures, and copies the kernel's text as it is.
     *
     * @param raw gets the text; is not closed; its {@link IOException} arrives unchecked
     * @return false as with {@link #maps}
     */
    public boolean smaps(int pid, MappingSink sink, OutputStream raw) {
        return mappings(process(pid).resolve("smaps"), sink, raw);
    }

    /** Lists the mappings that a saved text of maps or smaps shows, up to its end. */
    public void saved(InputStream text, MappingSink sink) throws IOException {
        ProcFile lines = file();
        parser.begin(sink);
        lines.lines(text::read, parser);
        parser.end();
    }

    private boolean mappings(Path path, MappingSink sink, @Nullable OutputStream raw) {
        ProcFile lines = file();
        parser.begin(sink);
        boolean whole = lines.lines(path, parser, raw, true) == ProcFile.Outcome.READ;
        parser.end();
        return whole;
    }

    /** Sums the figures of all mappings; empty when the process has no memory. */
    public Optional<SmapsRollup> smapsRollup(int pid) {
        List<SmapsRollup> found = new ArrayList<>(1);
        boolean whole =
                mappings(
                        process(pid).resolve("smaps_rollup"),
                        sums -> found.add(new SmapsRollup(sums)),
                        null);
        return whole ? found.stream().findFirst() : Optional.empty();
    }

    /** Reads the status of a process. */
    public Optional<ProcStatus> status(int pid) {
        return Optional.ofNullable(StatusParser.read(file(), process(pid).resolve("status")));
    }

    /** Reads the state, the family and the times of a process. */
    public Optional<ProcStat> stat(int pid) {
        byte[] text = file().whole(process(pid).resolve("stat"));
        return Optional.ofNullable(text == null ? null : StatParser.parse(text));
    }

    /** Lists the processes of this pid namespace, by number. */
    public List<Integer> pids() {
        return numbersIn(root);
    }

    /**
     * Reads which number was last given to a process or thread (proc_loadavg(5)): as long as it
     * stays, none was born. Empty when the kernel does not tell.
     */
    public OptionalInt lastPid() {
        byte[] text = file().whole(root.resolve("loadavg"));
        String line = text == null ? "" : new String(text, StandardCharsets.US_ASCII).strip();
        try {
            return OptionalInt.of(Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)));
        } catch (NumberFormatException unreadable) {
            return OptionalInt.empty();
        }
    }

    /** Lists the threads of a process, by number; none when it has gone. */
    public List<Integer> tids(int pid) {
        return numbersIn(process(pid).resolve("task"));
    }

    /** Reads the name of a thread, at most 15 bytes of it. */
    public Optional<String> threadName(int pid, int tid) {
        byte[] text = file().whole(thread(pid, tid).resolve("comm"));
        if (text == null || text.length == 0) {
            return Optional.empty();
        }
        // The kernel puts one line feed behind the name; others are the name's own.
        int length = text[text.length - 1] == '\n' ? text.length - 1 : text.length;
        return Optional.of(new String(text, 0, length, StandardCharsets.UTF_8));
    }

    /**
     * Reads the stack pointer of a thread that is blocked; empty when it runs, has gone, or the
     * kernel does not tell.
     */
    public OptionalLong stackPointer(int pid, int tid) {
        byte[] text = file().whole(thread(pid, tid).resolve("syscall"));
        return text == null ? OptionalLong.empty() : ThreadFiles.stackPointer(text);
    }

    /**
     * Sums the time that the threads of a process ran, in nanoseconds. A thread that ends takes its
     * share with it. Without scheduler statistics in the kernel it is the process's time, which
     * counts ended threads too, in steps of 10 ms.
     */
    public OptionalLong cpuNanos(int pid) {
        long sum = 0;
        boolean told = false;
        for (int tid : tids(pid)) {
            byte[] text = file().whole(thread(pid, tid).resolve("schedstat"));
            OptionalLong ran = text == null ? OptionalLong.empty() : ThreadFiles.ranNanos(text);
            told |= ran.isPresent();
            sum += ran.orElse(0);
        }
        if (told) {
            return OptionalLong.of(sum);
        }
        Optional<ProcStat> stat = stat(pid);
        return stat.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        (stat.get().utimeTicks() + stat.get().stimeTicks()) * NANOS_PER_TICK);
    }

    /** Says whether a thread of a process runs, or waits for a CPU to run on. */
    public boolean hasRunnableThread(int pid) {
        for (int tid : tids(pid)) {
            byte[] text = file().whole(thread(pid, tid).resolve("stat"));
            ProcStat stat = text == null ? null : StatParser.parse(text);
            if (stat != null && stat.state() == 'R') {
                return true;
            }
        }
        return false;
    }

    /**
     * Reads a small file of a process as it is, at most 64 kB of it: {@code auxv}, {@code cmdline}.
     */
    public Optional<byte[]> content(int pid, String name) {
        return Optional.ofNullable(file().whole(process(pid).resolve(name)));
    }

    /** Reads the resource limits, by the kernel's names such as {@code "Max stack size"}. */
    public Map<String, ProcLimit> limits(int pid) {
        LimitsParser limits = new LimitsParser();
        file().lines(process(pid).resolve("limits"), limits, null, false);
        return Collections.unmodifiableMap(limits.limits);
    }

    /**
     * Reads a limit of the kernel's, one number; empty when it is not told.
     *
     * @param name below /proc/sys, {@code "vm/max_map_count"}
     */
    public OptionalLong kernelLimit(String name) {
        byte[] text = file().whole(root.resolve("sys").resolve(name));
        try {
            return text == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(
                            Long.parseLong(new String(text, StandardCharsets.US_ASCII).strip()));
        } catch (NumberFormatException unreadable) {
            return OptionalLong.empty();
        }
    }

    /** Counts the threads that this machine has, the kernel's too (proc_loadavg(5)). */
    public OptionalLong threadsOfMachine() {
        byte[] text = file().whole(root.resolve("loadavg"));
        Matcher line =
                LOADAVG.matcher(text == null ? "" : new String(text, StandardCharsets.US_ASCII));
        return line.find() ? OptionalLong.of(Long.parseLong(line.group(1))) : OptionalLong.empty();
    }

    /** Counts the open descriptors; empty when the process has gone. */
    public OptionalInt descriptorCount(int pid) {
        Path directory = process(pid).resolve("fd");
        int count = numbersIn(directory).size();
        // A process may have closed all of them: only the directory tells it from one that ended.
        return count == 0 && !Files.exists(directory) ? OptionalInt.empty() : OptionalInt.of(count);
    }

    /** Lists the open descriptors with what each stands for: a path, {@code socket:[1234]}. */
    public Map<Integer, String> descriptors(int pid) {
        Path directory = process(pid).resolve("fd");
        Map<Integer, String> found = new LinkedHashMap<>();
        for (int descriptor : numbersIn(directory)) {
            Path link = directory.resolve(Integer.toString(descriptor));
            try {
                found.put(descriptor, Files.readSymbolicLink(link).toString());
            } catch (IOException failure) {
                // Closed meanwhile, unless it throws.
                ProcFailure.judge(failure, link);
            }
        }
        return Collections.unmodifiableMap(found);
    }

    private static List<Integer> numbersIn(Path directory) {
        List<Integer> numbers = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.length() < 10 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    numbers.add(Integer.parseInt(name));
                }
            }
        } catch (DirectoryIteratorException failure) {
            ProcFailure.judge(Objects.requireNonNull(failure.getCause()), directory);
        } catch (IOException failure) {
            ProcFailure.judge(failure, directory);
        }
        Collections.sort(numbers);
        return Collections.unmodifiableList(numbers);
    }

    private Path process(int pid) {
        return root.resolve(Integer.toString(pid));
    }

    private Path thread(int pid, int tid) {
        return process(pid).resolve("task").resolve(Integer.toString(tid));
    }

    private ProcFile file() {
        if (file == null) {
            throw new IllegalStateException("The reader is closed.");
        }
        return file.idle();
    }

    /** Gives the buffer back; the reader cannot be used after it. */
    @Override
    public void close() {
        file = null;
    }
}
