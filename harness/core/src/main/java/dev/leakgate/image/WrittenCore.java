package dev.leakgate.image;

import dev.leakgate.units.ByteSize;
import java.nio.file.Path;
import java.util.List;

/**
 * Describes a core that was written.
 *
 * @param path where it is
 * @param size as {@code ls} shows it, holes included
 * @param memory how much memory it holds; pages of zeros are holes and do not count
 * @param losses what it lacks, a sentence each
 */
public record WrittenCore(Path path, ByteSize size, ByteSize memory, List<String> losses) {

    /** Copies the list. */
    public WrittenCore {
        losses = List.copyOf(losses);
    }
}
