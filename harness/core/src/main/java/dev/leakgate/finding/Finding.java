package dev.leakgate.finding;

import dev.leakgate.content.Template;
import dev.leakgate.graph.Reachability;
import dev.leakgate.region.RegionKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Explains one leak: objects of one kind that pile up.
 *
 * @param fingerprint the same from run to run: no address is in it
 * @param region where they lie
 * @param threads names of the threads that allocate there
 * @param reachability who holds them
 * @param type what they are; empty when nothing tells it
 * @param candidates structures of debug information that they may be, where the type is not known
 * @param chunkSize of one, in bytes with malloc's header
 * @param chunks in use in all, those of the warm-up too
 * @param grown how many came with the measured rounds; null when there were none
 * @param holder who keeps them, from a root to the object; empty when nothing does, or nobody
 *     looked
 * @param content what they hold; empty when nothing repeats
 * @param advice what to do about it, in one sentence
 */
public record Finding(
        String fingerprint,
        RegionKey region,
        List<String> threads,
        Reachability reachability,
        Optional<String> type,
        List<String> candidates,
        long chunkSize,
        long chunks,
        @Nullable Grown grown,
        List<HolderStep> holder,
        Optional<Template> content,
        String advice) {

    /** Makes the lists unmodifiable. */
    public Finding {
        threads = List.copyOf(threads);
        candidates = List.copyOf(candidates);
        holder = List.copyOf(holder);
    }

    /**
     * Says how many came with the measured rounds, or between two images.
     *
     * @param chunks that came
     * @param requests that they came with; 0 when nobody counted them
     */
    public record Grown(long chunks, long requests) {

        /** Returns how many came with each request; empty when nobody counted those. */
        public OptionalDouble perRequest() {
            return requests == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((double) chunks / requests);
        }
    }

    /** Returns what they take, in bytes. */
    public long bytes() {
        return chunks * chunkSize;
    }
}
