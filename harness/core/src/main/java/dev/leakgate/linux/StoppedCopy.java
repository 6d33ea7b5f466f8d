package dev.leakgate.linux;

import dev.leakgate.units.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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

    private final CopiedRanges ranges;
    private final Set<Long> held = new HashSet<>();
    private List<ThreadState> threads = List.of();
    private Duration pause = Duration.ZERO;

    /**
     * What is to be copied of one mapping.
     *
     * @param whole all of it; else only what the loader wrote of a program or library
     * @param untouched whether pages that nobody touched hold anything but zeros: what a file fills
     * @param begins whether it begins with a file's first byte, its header
     * @param filed whether it has a file, which tells the rest
     */
    private record Piece(
            long start, long end, boolean whole, boolean untouched, boolean begins, boolean filed) {

        static @Nullable Piece of(MappingEntry entry, boolean wanted) {
            boolean filed = entry.inode() != 0;
            boolean ofModule =
                    !entry.shared()
                            && !entry.writable()
                            && (filed || entry.name().equals("[vdso]"));
            if (!entry.readable() || !(wanted || ofModule)) {
                return null;
            }
            return new Piece(
                    entry.start(),
                    entry.end(),
                    wanted,
                    entry.shared() || filed,
                    entry.offset() == 0,
                    filed);
        }
    }

    private StoppedCopy(CopiedRanges ranges) {
        this.ranges = ranges;
    }

    /**
     * Stops a process, copies what is wanted of its memory, and lets it go on.
     *
     * @param wanted is shown each mapping once, in the order of their addresses, and chooses; of a
     *     chosen one, pages that were never touched are not read
     * @throws CaptureRefusedException when it cannot be stopped, with the cause and what would help
     * @throws IOException when the temporary file cannot be written
     */
    public static StoppedCopy of(int pid, Predicate<MappingEntry> wanted) throws IOException {
        WarmUp.once();
        return make(pid, wanted);
    }

    static StoppedCopy make(int pid, Predicate<MappingEntry> wanted) throws IOException {
        int expected;
        int eye;
        try (ProcReader proc = new ProcReader()) {
            TracePermission.check(pid, proc);
            expected = proc.tids(pid).size();
            eye = TracePermission.eye(pid, proc);
        }
        StoppedCopy copy = new StoppedCopy(CopiedRanges.inTemporaryFile());
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

    private Optional<IOException> take(
            int pid, int eye, int expected, Predicate<MappingEntry> wanted) {
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
            List<Piece> pieces = new ArrayList<>();
            proc.maps(
                    eye,
                    entry -> {
                        Piece piece = Piece.of(entry, wanted.test(entry));
                        if (piece != null) {
                            pieces.add(piece);
                        }
                    });
            for (Piece piece : pieces) {
                if (piece.whole()) {
                    held.add(piece.start());
                    copyWhole(piece, memory, pages, buffer);
                } else {
                    copyWhatTheLoaderWrote(piece, memory, pages, buffer);
                }
            }
            stops.releaseAll();
            pause = Duration.ofNanos(System.nanoTime() - began);
            threads = ThreadState.released(pid, stops.slots());
            return Optional.empty();
        } catch (IOException noRoom) {
            return Optional.of(noRoom);
        }
    }

    private void copyWhole(Piece piece, ProcMemory memory, ProcPagemap pages, ByteBuffer buffer)
            throws IOException {
        long place = ranges.add(piece.start(), piece.end());
        long at = piece.start();
        while (at != piece.end()) {
            long from = piece.untouched() ? at : pages.nextOwn(at, piece.end());
            long to = piece.untouched() ? piece.end() : pages.nextOther(from, piece.end());
            copy(from, to, place + from - piece.start(), memory, buffer);
            at = to;
        }
    }

    /** Copies the header, by which a file is known, and what was linked; the file has the rest. */
    private void copyWhatTheLoaderWrote(
            Piece piece, ProcMemory memory, ProcPagemap pages, ByteBuffer buffer)
            throws IOException {
        long at = piece.start();
        if (piece.begins()) {
            long end = piece.filed() ? at + PAGE : piece.end();
            copy(at, end, ranges.add(at, end), memory, buffer);
            at = end;
        }
        while (at != piece.end()) {
            long from = pages.nextOwn(at, piece.end());
            long to = pages.nextOther(from, piece.end());
            if (from != to) {
                copy(from, to, ranges.add(from, to), memory, buffer);
            }
            at = to;
        }
    }

    private void copy(long start, long end, long place, ProcMemory memory, ByteBuffer buffer)
            throws IOException {
        long at = start;
        while (at < end) {
            buffer.clear().limit((int) Math.min(BUFFER, end - at));
            if (memory.read(at, buffer) == 0) {
                return;
            }
            at += ranges.write(place + at - start, buffer.flip());
        }
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
        return ranges.nextOwn(address, end);
    }

    @Override
    public long nextOther(long address, long end) {
        return ranges.nextOther(address, end);
    }

    /** Reads what was copied; 0 elsewhere. */
    @Override
    public int read(long address, ByteBuffer into) {
        return ranges.read(address, into);
    }

    @Override
    public void close() {
        ranges.close();
    }
}
