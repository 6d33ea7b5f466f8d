package dev.leakgate.linux;

import dev.leakgate.units.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Holds the memory of a process that was read while the process stood still, in a temporary file
 * that goes with this. For a process that cannot fork, and for small ones: the process stands as
 * long as the reading takes, about 0.5 ms a megabyte.
 */
public final class StoppedCopy implements Memory, OwnPages {

    private static final int BUFFER = 1 << 20;

    /** One for all, which the native thread alone uses: each would live until the JVM tidies up. */
    private static final ByteBuffer SHARED = ByteBuffer.allocateDirect(BUFFER);

    private static final long PAGE = 4096;
    private static final CaptureStep.Listener NOBODY = step -> {};

    private final FileChannel file;
    private final NavigableMap<Long, Range> ranges = new TreeMap<>(Long::compareUnsigned);
    private final List<Mapping> mappings = new ArrayList<>();
    private final Set<Long> held = new HashSet<>();
    private List<ThreadState> threads = List.of();
    private Duration pause = Duration.ZERO;
    private long length;

    /** One mapping of the process at that moment, as {@link MappingEntry} shows it. */
    public record Mapping(
            long start,
            long end,
            boolean readable,
            boolean writable,
            boolean executable,
            boolean shared,
            long offset,
            long device,
            long inode,
            String name) {

        /** Tells whether it may be a part of a program or library, or is the kernel's. */
        private boolean isOfModule() {
            return !shared && !writable && (inode != 0 || name.equals("[vdso]"));
        }

        /** Keeps what an entry shows. */
        public static Mapping of(MappingEntry entry) {
            return new Mapping(
                    entry.start(),
                    entry.end(),
                    entry.readable(),
                    entry.writable(),
                    entry.executable(),
                    entry.shared(),
                    entry.offset(),
                    entry.device(),
                    entry.inode(),
                    entry.name());
        }
    }

    private record Range(long start, long end, long place) {}

    private StoppedCopy(FileChannel file) {
        this.file = file;
    }

    /**
     * Stops a process, copies what is wanted of its memory, and lets it go on.
     *
     * @param wanted chooses the mappings; of a chosen one, pages that were never touched are not
     *     read
     * @throws CaptureRefusedException when it cannot be stopped, with the cause and what would help
     * @throws IOException when the temporary file cannot be written
     */
    public static StoppedCopy of(int pid, Predicate<Mapping> wanted) throws IOException {
        WarmUp.once();
        return make(pid, wanted);
    }

    static StoppedCopy make(int pid, Predicate<Mapping> wanted) throws IOException {
        int expected;
        int eye;
        try (ProcReader proc = new ProcReader()) {
            TracePermission.check(pid, proc);
            expected = proc.tids(pid).size();
            eye = TracePermission.eye(pid, proc);
        }
        Path path =
                Files.createTempFile(
                        "leakgate",
                        ".memory",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        StoppedCopy copy =
                new StoppedCopy(
                        FileChannel.open(
                                path,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE));
        try {
            Optional<IOException> failed =
                    NativeThread.call(() -> copy.take(pid, eye, expected, wanted));
            if (failed.isPresent()) {
                throw failed.get();
            }
            return copy;
        } catch (IOException | RuntimeException failure) {
            copy.close();
            throw failure;
        }
    }

    private Optional<IOException> take(int pid, int eye, int expected, Predicate<Mapping> wanted) {
        ByteBuffer buffer = SHARED;
        ThreadStops stops = new ThreadStops(pid, expected, NOBODY);
        long began = System.nanoTime();
        try (stops;
                Urgency urgency = new Urgency();
                ProcReader proc = new ProcReader();
                ProcMemory memory = ProcMemory.open(eye).orElse(null);
                ProcPagemap pages = ProcPagemap.open(eye).orElse(null)) {
            if (memory == null || pages == null) {
                throw CaptureRefusedException.ended(pid);
            }
            urgency.begin();
            stops.stopAll();
            proc.maps(eye, entry -> mappings.add(Mapping.of(entry)));
            for (Mapping mapping : mappings) {
                if (mapping.readable() && wanted.test(mapping)) {
                    held.add(mapping.start());
                    copyWhole(mapping, memory, pages, buffer);
                } else if (mapping.readable() && mapping.isOfModule()) {
                    copyWhatTheLoaderWrote(mapping, memory, pages, buffer);
                }
            }
            stops.releaseAll();
            pause = Duration.ofNanos(System.nanoTime() - began);
            threads = ForkedCopy.states(pid, stops.slots());
            return Optional.empty();
        } catch (IOException noRoom) {
            return Optional.of(noRoom);
        }
    }

    private void copyWhole(Mapping mapping, ProcMemory memory, ProcPagemap pages, ByteBuffer buffer)
            throws IOException {
        // What a file fills is not zeros where it was never written.
        boolean all = mapping.shared() || mapping.inode() != 0;
        long place = begin(mapping.start(), mapping.end());
        long at = mapping.start();
        while (at != mapping.end()) {
            long from = all ? at : pages.nextOwn(at, mapping.end());
            long to = all ? mapping.end() : pages.nextOther(from, mapping.end());
            copy(from, to, place + from - mapping.start(), memory, buffer);
            at = to;
        }
    }

    /** Copies the header, by which a file is known, and what was linked; the file has the rest. */
    private void copyWhatTheLoaderWrote(
            Mapping mapping, ProcMemory memory, ProcPagemap pages, ByteBuffer buffer)
            throws IOException {
        long at = mapping.start();
        if (mapping.offset() == 0) {
            long end = mapping.inode() == 0 ? mapping.end() : at + PAGE;
            copy(at, end, begin(at, end), memory, buffer);
            at = end;
        }
        while (at != mapping.end()) {
            long from = pages.nextOwn(at, mapping.end());
            long to = pages.nextOther(from, mapping.end());
            if (from != to) {
                copy(from, to, begin(from, to), memory, buffer);
            }
            at = to;
        }
    }

    /** Makes room for a range, and gives its place in the file. */
    private long begin(long start, long end) throws IOException {
        long place = length;
        ranges.put(start, new Range(start, end, place));
        length += end - start;
        // Makes the holes readable as zeros.
        file.write(ByteBuffer.allocate(1), length - 1);
        return place;
    }

    private void copy(long start, long end, long place, ProcMemory memory, ByteBuffer buffer)
            throws IOException {
        long at = start;
        while (at < end) {
            buffer.clear().limit((int) Math.min(BUFFER, end - at));
            if (memory.read(at, buffer) == 0) {
                return;
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                int written = file.write(buffer, place + at - start);
                at += written;
            }
        }
    }

    /** Lists the mappings of the process, also those that were not copied. */
    public List<Mapping> mappings() {
        return List.copyOf(mappings);
    }

    /** Tells whether a mapping was copied as a whole. */
    public boolean holds(long start) {
        return held.contains(start);
    }

    /** Lists the threads of the process as they stood, the main thread first. */
    public List<ThreadState> threads() {
        return threads;
    }

    /** Returns how long the process stood. */
    public Duration pause() {
        return pause;
    }

    /** What was not copied need not be read either: there is nothing. */
    @Override
    public long nextOwn(long address, long end) {
        var below = ranges.floorEntry(address);
        if (below != null && Long.compareUnsigned(address, below.getValue().end()) < 0) {
            return address;
        }
        Long next = ranges.higherKey(address);
        return next == null || Long.compareUnsigned(next, end) > 0 ? end : next;
    }

    @Override
    public long nextOther(long address, long end) {
        var below = ranges.floorEntry(address);
        if (below == null || Long.compareUnsigned(address, below.getValue().end()) >= 0) {
            return address;
        }
        long limit = below.getValue().end();
        return Long.compareUnsigned(limit, end) > 0 ? end : limit;
    }

    /** Reads what was copied; 0 elsewhere. */
    @Override
    public int read(long address, ByteBuffer into) {
        int before = into.position();
        var entry = ranges.floorEntry(address);
        long at = address;
        while (into.hasRemaining() && entry != null) {
            Range range = entry.getValue();
            if (Long.compareUnsigned(at, range.end()) >= 0) {
                break;
            }
            int limit = into.limit();
            into.limit((int) Math.min(limit, into.position() + range.end() - at));
            try {
                while (into.hasRemaining()) {
                    int read = file.read(into, range.place() + at - range.start());
                    if (read <= 0) {
                        break;
                    }
                    at += read;
                }
            } catch (IOException unreadable) {
                break;
            } finally {
                into.limit(limit);
            }
            entry = ranges.floorEntry(at);
        }
        return into.position() - before;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException harmless) {
            // It is deleted all the same when this JVM ends.
        }
    }
}
