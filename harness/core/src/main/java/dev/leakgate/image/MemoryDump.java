package dev.leakgate.image;

import dev.leakgate.units.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Writes a range of memory to a file, byte for byte; what cannot be read is a hole of zeros. */
public final class MemoryDump {

    private static final int BUFFER = 1 << 20;
    private static final int PAGE = 4096;

    private final Memory memory;
    private final List<AddressRange> mapped;
    private final AddressRange range;
    private final List<AddressRange> unreadable = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private long read;

    /**
     * Prepares a dump.
     *
     * @param mapped where there may be memory, in unsigned order of addresses
     */
    public MemoryDump(Memory memory, List<AddressRange> mapped, AddressRange range) {
        this.memory = memory;
        this.mapped = mapped;
        this.range = range;
    }

    /** Returns how many bytes were readable. */
    public long read() {
        return read;
    }

    /** Returns what was not readable, by address. */
    public List<AddressRange> unreadable() {
        return List.copyOf(unreadable);
    }

    /**
     * Writes the file under another name, readable by its owner alone, and renames it when it is
     * whole. Where nothing can be read there is no file.
     *
     * @throws IOException when the file cannot be written; then there is none
     */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path partial =
                Files.createTempFile(
                        folder == null ? Path.of("/") : folder,
                        ".leakgate-",
                        ".part",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            try (FileChannel out = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                copy(out);
            }
            if (read > 0) {
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private void copy(FileChannel out) throws IOException {
        long at = range.start();
        while (Long.compareUnsigned(at, range.end()) < 0) {
            buffer.clear();
            long left = range.end() - at;
            buffer.limit((int) Math.min(BUFFER, left < 0 ? BUFFER : left));
            int count = memory.read(at, buffer);
            if (count > 0) {
                buffer.flip();
                if (!isZero(buffer)) {
                    write(out, at - range.start());
                }
                read += count;
                at += count;
            } else {
                long page = (at | (PAGE - 1)) + 1;
                long end = least(range.end(), page == 0 ? -1L : nextMapped(page));
                skip(at, end);
                at = end;
            }
        }
        if (out.size() < range.size()) {
            out.write(ByteBuffer.wrap(new byte[1]), range.size() - 1);
        }
    }

    private void write(FileChannel out, long at) throws IOException {
        long to = at;
        while (buffer.hasRemaining()) {
            to += out.write(buffer, to);
        }
    }

    /** A hole of the file costs no disk: a reserve may be a terabyte of zeros. */
    private static boolean isZero(ByteBuffer bytes) {
        int at = bytes.position();
        for (; at + Long.BYTES <= bytes.limit(); at += Long.BYTES) {
            if (bytes.getLong(at) != 0) {
                return false;
            }
        }
        for (; at < bytes.limit(); at++) {
            if (bytes.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private void skip(long start, long end) {
        int last = unreadable.size() - 1;
        if (last >= 0 && unreadable.get(last).end() == start) {
            unreadable.set(last, new AddressRange(unreadable.get(last).start(), end));
        } else {
            unreadable.add(new AddressRange(start, end));
        }
    }

    private static long least(long a, long b) {
        return Long.compareUnsigned(a, b) <= 0 ? a : b;
    }

    /** Few holes are looked up; −1 when there is no more memory. */
    private long nextMapped(long address) {
        for (AddressRange mapping : mapped) {
            if (Long.compareUnsigned(address, mapping.end()) < 0) {
                return Long.compareUnsigned(address, mapping.start()) < 0
                        ? mapping.start()
                        : address;
            }
        }
        return -1;
    }
}
