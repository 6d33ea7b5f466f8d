package dev.leakgate.image;

import dev.leakgate.files.UnnamedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies a process's own memory to a file without a name, so that it can be mapped.
 *
 * <p>Costs one read and one write, and no memory beside one buffer.
 */
final class MemoryFile {

    private static final int BUFFER = 256 << 10;
    private static final long PAGE = 4096;

    private record Extent(long start, long length, long offset) {}

    private final Image image;
    private final FileChannel file;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final List<Extent> extents = new ArrayList<>();
    private long written;

    private MemoryFile(Image image, FileChannel file) {
        this.image = image;
        this.file = file;
    }

    static void copy(Image image, MappedSpans spans) throws IOException {
        try (UnnamedFile unnamed = UnnamedFile.create()) {
            FileChannel file = unnamed.channel();
            MemoryFile copy = new MemoryFile(image, file);
            for (ImageMapping mapping : image.mappings()) {
                if (isOwn(mapping)) {
                    copy.copy(mapping);
                }
            }
            for (Extent extent : copy.extents) {
                spans.add(
                        extent.start(),
                        extent.length(),
                        extent.offset(),
                        (offset, length) -> file.map(FileChannel.MapMode.READ_ONLY, offset, length),
                        copy.written);
            }
        } catch (IOException failure) {
            throw new IOException(
                    "cannot copy the memory of "
                            + image.description()
                            + " to "
                            + UnnamedFile.folder()
                            + ": "
                            + failure.getMessage()
                            + "; make room there, or name another folder by java.io.tmpdir",
                    failure);
        }
    }

    private static boolean isOwn(ImageMapping mapping) {
        boolean relocated = mapping.hasFile() && !mapping.shared() && !mapping.executable();
        return mapping.readable()
                && !mapping.isSharedFile()
                && (mapping.writable() || relocated)
                && !mapping.name().startsWith("[v");
    }

    private void copy(ImageMapping mapping) throws IOException {
        long at = mapping.start();
        while (Long.compareUnsigned(at, mapping.end()) < 0) {
            long data = image.nextData(at, mapping.end());
            at = data;
            if (data != mapping.end()) {
                at = image.nextHole(data, mapping.end());
                copy(data, at);
            }
        }
    }

    private void copy(long start, long end) throws IOException {
        long at = start;
        while (Long.compareUnsigned(at, end) < 0) {
            buffer.clear().limit((int) Math.min(BUFFER, end - at));
            int read = image.read(at, buffer);
            if (read > 0) {
                add(at, read);
                at += read;
            } else {
                at = (at & -PAGE) + PAGE;
            }
        }
    }

    private void add(long address, int length) throws IOException {
        int last = extents.size() - 1;
        Extent before = last < 0 ? null : extents.get(last);
        if (before != null && before.start() + before.length() == address) {
            extents.set(
                    last, new Extent(before.start(), before.length() + length, before.offset()));
        } else {
            extents.add(new Extent(address, length, written));
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            written += file.write(buffer, written);
        }
    }
}
