package dev.leakgate.image;

import dev.leakgate.units.Memory;
import dev.leakgate.units.WordSize;
import java.nio.file.Path;
import java.util.List;

/**
 * Shows frozen memory, read only, with its threads' registers.
 *
 * <p>Whoever analyses an image cannot tell which source it has. Addresses are unsigned. Not
 * thread-safe.
 */
public interface Image extends Memory, AutoCloseable {

    /** Tells the source. */
    ImageSource source();

    /** Names the source for the reader: {@code process 4711, copied by fork}, or a core's path. */
    String description();

    /** Gives the process's id, as it saw itself when the image was taken. */
    int pid();

    /** Gives the width of the program's addresses. */
    WordSize wordSize();

    /** Lists the mappings in unsigned order of their addresses, those without access included. */
    List<ImageMapping> mappings();

    /** Lists the mapped ELF files in the order of their addresses. */
    List<ImageModule> modules();

    /** Lists the threads: the crashing or, if none crashed, the main thread first. */
    List<ImageThread> threads();

    /** Gives the auxiliary vector as the kernel made it; empty when unknown. */
    byte[] auxv();

    /** Gives the limits as {@code /proc/PID/limits} prints them; {@code ""} when unknown. */
    String limits();

    /**
     * Gives the words that the kernel keeps for the process and gives back to it, as epoll does
     * with each event: a connection is often held by nothing else. Empty when unknown, as in cores
     * of others.
     */
    default long[] kernelHeld() {
        return new long[0];
    }

    /**
     * Gives the folder that the paths of modules begin at: {@code /proc/PID/root} of a process,
     * which may be in a container.
     */
    default Path root() {
        return Path.of("/");
    }

    /** Describes the process. */
    ImageProcess process();

    /** Tells what this image lacks, a sentence each; empty when it is whole. */
    List<String> losses();

    /**
     * Finds the next page that may differ from what its mapping began with: zeros, or the content
     * of a file mapped privately. So one need not read memory that was never touched. Like {@code
     * lseek}'s SEEK_DATA, and as cautious: a source that does not know says {@code address}.
     *
     * @param address within a mapping
     * @param end of the range to look at, at most the mapping's end
     * @return an address from {@code address} to {@code end}; {@code end} when there is no such
     *     page
     */
    default long nextData(long address, long end) {
        return address;
    }

    /**
     * Finds the end of the data at an address that {@link #nextData} gave.
     *
     * @return an address behind {@code address}, at most {@code end}
     */
    default long nextHole(long address, long end) {
        return end;
    }

    @Override
    void close();
}
