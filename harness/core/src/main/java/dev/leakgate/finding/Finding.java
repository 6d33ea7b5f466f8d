package dev.leakgate.finding;

import dev.leakgate.content.Template;
import dev.leakgate.graph.Reachability;
import dev.leakgate.region.RegionKey;
import dev.leakgate.verdict.Suppression;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
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
 * @param modules paths of the programs and libraries whose they are: of their type, of the global
 *     that holds them
 * @param content what they hold; empty when nothing repeats
 * @param advice what to do about it, in one sentence
 * @param processes of how many processes the chunks were counted
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
        List<String> modules,
        Optional<Template> content,
        String advice,
        int processes) {

    /** Makes the lists unmodifiable. */
    public Finding {
        threads = List.copyOf(threads);
        candidates = List.copyOf(candidates);
        holder = List.copyOf(holder);
        modules = List.copyOf(modules);
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

    /** Returns what suppressions and assertions know them by; empty where nothing tells it. */
    public List<String> names(Suppression.By sort) {
        return switch (sort) {
            case GROWTH -> List.of();
            case TYPE -> type.stream().toList();
            case HOLDER ->
                    holder.stream()
                            .flatMap(
                                    step ->
                                            Stream.of(
                                                    step.symbol(),
                                                    step.global(),
                                                    step.place(),
                                                    step.type()))
                            .filter(name -> !name.isEmpty())
                            .distinct()
                            .toList();
            case MODULE ->
                    modules.stream()
                            .flatMap(
                                    path ->
                                            Stream.of(
                                                    path,
                                                    path.substring(path.lastIndexOf('/') + 1)))
                            .distinct()
                            .toList();
        };
    }

    /** Returns the root that holds them: a global, else its place; empty when nothing does. */
    public String holdingRoot() {
        return holder.isEmpty()
                ? ""
                : holder.get(0).symbol().isEmpty()
                        ? holder.get(0).place()
                        : holder.get(0).symbol() + " (" + holder.get(0).place() + ")";
    }

    /** Returns what reports call them: their type, else their size. */
    public String label() {
        return type.orElseGet(() -> String.format(Locale.ROOT, "objects of %,d B", chunkSize))
                + " in "
                + region;
    }

    /** Returns the same finding as one of a process of a role. */
    public Finding of(String role) {
        return with(new RegionKey(role, region.kind(), region.name()), modules);
    }

    /** Returns the same finding with the modules of the code that allocates its objects. */
    public Finding allocatedBy(Collection<String> code) {
        return with(region, Stream.concat(modules.stream(), code.stream()).distinct().toList());
    }

    private Finding with(RegionKey itsRegion, List<String> itsModules) {
        return new Finding(
                fingerprint,
                itsRegion,
                threads,
                reachability,
                type,
                candidates,
                chunkSize,
                chunks,
                grown,
                holder,
                itsModules,
                content,
                advice,
                processes);
    }

    /**
     * Returns the same finding with the counts of several processes.
     *
     * @param counted in them together
     * @param names of the threads in all of them
     */
    Finding counted(long counted, Grown came, List<String> names, int inProcesses) {
        return new Finding(
                fingerprint,
                region,
                names,
                reachability,
                type,
                candidates,
                chunkSize,
                counted,
                came,
                holder,
                modules,
                content,
                advice,
                inProcesses);
    }

    /** Returns what they take, in bytes. */
    public long bytes() {
        return chunks * chunkSize;
    }
}
