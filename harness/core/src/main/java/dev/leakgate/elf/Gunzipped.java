package dev.leakgate.elf;

import dev.leakgate.files.SteadyFile;
import dev.leakgate.files.UnnamedFile;
import dev.leakgate.units.ByteSize;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is in a file that is compressed by gzip, as a file without a name. Pages of zeros are
 * holes in it, and it takes no memory beside two buffers.
 */
final class Gunzipped implements AutoCloseable {

    private static final int BUFFER = 256 << 10;
    private static final int PAGE = 4096;
    private static final int INPUT = 64 << 10;

    private static final byte[] MAGIC = {0x1f, (byte) 0x8b}; /* RFC 1952 */

    private final UnnamedFile file;
    private final @Nullable String damage;

    private Gunzipped(UnnamedFile file, @Nullable String damage) {
        this.file = file;
        this.damage = damage;
    }

    /**
     * Unpacks a file, as far as it goes; empty when it is not compressed by gzip.
     *
     * @throws ElfException when there is no room for it, or not a byte of it can be unpacked
     */
    static Optional<Gunzipped> of(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)
                    ? Optional.of(unpack(path))
                    : Optional.empty();
        }
    }

    private static Gunzipped unpack(Path path) throws IOException {
        UnnamedFile file;
        try {
            file = UnnamedFile.create();
        } catch (IOException failure) {
            throw noRoom(path, failure);
        }
        boolean whole = false;
        try (InputStream packed = new BufferedInputStream(Files.newInputStream(path), INPUT)) {
            String damage = copy(path, packed, file.channel());
            whole = true;
            return new Gunzipped(file, damage);
        } finally {
            if (!whole) {
                file.close();
            }
        }
    }

    /** Copies until the end; returns what was wrong before it, null when nothing was. */
    private static @Nullable String copy(Path path, InputStream packed, FileChannel out)
            throws IOException {
        byte[] buffer = new byte[BUFFER];
        long written = 0;
        String damage = null;
        try (InputStream in = new GZIPInputStream(packed, INPUT)) {
            int filled = fill(in, buffer);
            while (filled > 0) {
                write(path, out, buffer, filled, written);
                written += filled;
                filled = fill(in, buffer);
            }
        } catch (ElfException noRoom) {
            throw noRoom;
        } catch (IOException damaged) {
            damage =
                    "its gzip data end too early or are damaged: "
                            + ByteSize.ofBytes(written)
                            + " could be unpacked";
        }
        if (written == 0) {
            throw new ElfException(
                    path,
                    "is compressed by gzip, and not a byte of it can be unpacked: it was not written"
                            + " to its end, or is damaged");
        }
        if (out.size() < written) {
            write(path, out, new byte[1], written - 1);
        }
        return damage;
    }

    /** Reads as much as is there, also where an error follows: that comes with the next call. */
    private static int fill(InputStream in, byte[] buffer) throws IOException {
        int filled = 0;
        try {
            int read = in.read(buffer, 0, buffer.length);
            while (read > 0) {
                filled += read;
                read = in.read(buffer, filled, buffer.length - filled);
            }
        } catch (IOException damaged) {
            if (filled == 0) {
                throw damaged;
            }
        }
        return filled;
    }

    private static void write(Path path, FileChannel out, byte[] bytes, int filled, long at)
            throws ElfException {
        for (int page = 0; page < filled; page += PAGE) {
            int end = Math.min(filled, page + PAGE);
            if (!isZero(bytes, page, end)) {
                write(path, out, Arrays.copyOfRange(bytes, page, end), at + page);
            }
        }
    }

    private static void write(Path path, FileChannel out, byte[] bytes, long at)
            throws ElfException {
        try {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left, at + left.position());
            }
        } catch (IOException full) {
            throw noRoom(path, full);
        }
    }

    private static ElfException noRoom(Path path, IOException failure) {
        return new ElfException(
                path,
                "is compressed, and cannot be unpacked to "
                        + UnnamedFile.folder()
                        + " ("
                        + failure
                        + "); make room there, or name another folder by -Djava.io.tmpdir",
                failure);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    SteadyFile reader() throws IOException {
        return file.reader();
    }

    Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    @Override
    public void close() {
        file.close();
    }
}
