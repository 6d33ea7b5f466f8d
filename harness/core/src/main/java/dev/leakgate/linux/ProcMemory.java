package dev.leakgate.linux;

import dev.leakgate.units.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reads the memory of a process through {@code /proc/PID/mem}, page by page, without stopping it.
 * Not thread-safe. An interrupt does not disturb a read and stays pending.
 */
public final class ProcMemory implements Memory, AutoCloseable {

    private final Path path;
    private FileChannel channel;

    private ProcMemory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens the memory of a process; empty when it has gone.
     *
     * @throws ProcAccessException when the kernel does not let us
     */
    public static Optional<ProcMemory> open(int pid) {
        Path path = Path.of("/proc", Integer.toString(pid), "mem");
        try {
            return Optional.of(
                    new ProcMemory(path, FileChannel.open(path, StandardOpenOption.READ)));
        } catch (IOException failure) {
            ProcFailure.judge(failure, path);
            return Optional.empty();
        }
    }

    /**
     * Reads as many bytes as the buffer has room for, and moves its position behind them.
     *
     * @param address any; the upper half of the address space, where the kernel and vsyscall are,
     *     cannot be read
     * @return how many bytes were read: fewer than there was room for at the edge of a hole, 0 in a
     *     hole or when the process has ended
     */
    @Override
    public int read(long address, ByteBuffer into) {
        if (address < 0) {
            return 0;
        }
        boolean interrupted = false;
        int before = into.position();
        try {
            while (into.hasRemaining()) {
                try {
                    long at = address + (into.position() - before);
                    if (at < 0 || channel.read(into, at) <= 0) {
                        break;
                    }
                } catch (ClosedByInterruptException closed) {
                    interrupted |= Thread.interrupted();
                    channel = FileChannel.open(path, StandardOpenOption.READ);
                }
            }
        } catch (IOException hole) {
            // EIO: not one byte can be read there. What was read before it counts.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return into.position() - before;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException harmless) {
            // Nothing was written, so nothing is lost.
        }
    }
}
