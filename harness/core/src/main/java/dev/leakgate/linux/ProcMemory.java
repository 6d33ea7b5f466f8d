package dev.leakgate.linux;

import dev.leakgate.files.SteadyFile;
import dev.leakgate.units.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the memory of a process through {@code /proc/PID/mem}, page by page, without stopping it.
 * Not thread-safe. An interrupt does not disturb a read and stays pending.
 */
public final class ProcMemory implements Memory, AutoCloseable {

    private final SteadyFile file;

    private ProcMemory(SteadyFile file) {
        this.file = file;
    }

    /**
     * Opens the memory of a process; empty when it has gone.
     *
     * @throws ProcAccessException when the kernel does not let us
     */
    public static Optional<ProcMemory> open(int pid) {
        Path path = Path.of("/proc", Integer.toString(pid), "mem");
        try {
            return Optional.of(new ProcMemory(SteadyFile.open(path)));
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
        return file.read(address, into);
    }

    @Override
    public void close() {
        file.close();
    }
}
