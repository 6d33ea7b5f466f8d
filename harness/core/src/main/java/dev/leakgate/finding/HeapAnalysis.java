package dev.leakgate.finding;

import dev.leakgate.content.Contents;
import dev.leakgate.content.Redaction;
import dev.leakgate.content.Template;
import dev.leakgate.dwarf.DebugTypes;
import dev.leakgate.graph.HeapGraph;
import dev.leakgate.graph.Reachability;
import dev.leakgate.graph.Roots;
import dev.leakgate.heap.HeapDiff;
import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.Image;
import dev.leakgate.image.ImageSymbols;
import dev.leakgate.region.RegionKey;
import dev.leakgate.type.Clue;
import dev.leakgate.type.ObjectClues;
import dev.leakgate.type.StructCandidates;
import dev.leakgate.type.Vtables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the heap of an image apart: what is in use, of what type, who holds it; and explains those
 * groups that leak. Not thread-safe.
 */
public final class HeapAnalysis {

    /** Findings beyond these are not explained. */
    private static final int MOST_FINDINGS = 10;

    /** Of how many groups that are reachable the holder is looked for. */
    private static final int MOST_HELD = 10;

    private static final int SAMPLE = 16;

    /** Of how many groups the sizes are looked for in debug information. */
    private static final int MOST_SIZES = 200;

    private final Image image;
    private final HeapMap heap;
    private final HeapGraph graph;
    private final ImageSymbols symbols;
    private final Vtables types;
    private final Census census;
    private final Contents contents;
    private final ObjectClues clues;
    private @Nullable StructCandidates structs;

    private HeapAnalysis(Image image, HeapMap heap) {
        this.image = image;
        this.heap = heap;
        symbols = new ImageSymbols(image);
        types = new Vtables(image, symbols);
        graph = HeapGraph.of(heap, Roots.of(heap));
        census = Census.of(graph, types);
        contents = new Contents(heap.memory(), image.wordSize(), Redaction.OF_REPORTS);
        clues = new ObjectClues(image, symbols, types);
    }

    /**
     * Takes the heap of an image apart, which must stay open as long as this is used.
     *
     * @throws IOException when its memory can be neither mapped nor copied to a file
     */
    public static HeapAnalysis of(Image image) throws IOException {
        return new HeapAnalysis(image, HeapMap.of(image));
    }

    /** Returns the image. */
    public Image image() {
        return image;
    }

    /** Returns the heap that was walked. */
    public HeapMap heap() {
        return heap;
    }

    /** Returns who holds which chunk. */
    public HeapGraph graph() {
        return graph;
    }

    /**
     * Counts the chunks that are alike.
     *
     * @param type {@code ""} when their first word does not tell it
     * @param holder who keeps them, of the largest groups that are reachable; else empty
     */
    public record Group(
            RegionKey region,
            Reachability reachability,
            String type,
            long size,
            long chunks,
            List<HolderStep> holder) {

        /** Makes the list unmodifiable. */
        public Group {
            holder = List.copyOf(holder);
        }
    }

    /** Says what could not be named, and why, as far as it was asked for; a sentence each. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (String file : symbols.changed()) {
            notes.add(
                    file
                            + " is no longer the file that the process had, its build-id differs: nothing"
                            + " in it is named");
        }
        if (types.isFull()) {
            notes.add(
                    "more words lead into modules than any program has: objects beyond the first"
                            + " million kinds have no type");
        }
        if (structs != null && !structs.isComplete()) {
            notes.add(
                    "there is more debug information than is read: an object may be of another"
                            + " structure than those that are named");
        }
        return notes;
    }

    /** Lists the largest groups of chunks in use. */
    public List<Group> groups(int most) {
        int[] largest = Arrays.stream(census.groups().largestFirst()).limit(most).toArray();
        List<Integer> held =
                Arrays.stream(largest)
                        .filter(group -> !census.reachability(group).isLeaked())
                        .limit(MOST_HELD)
                        .boxed()
                        .toList();
        HolderPaths holders = new HolderPaths(graph, types, census, held);
        return Arrays.stream(largest)
                .mapToObj(
                        group ->
                                new Group(
                                        census.region(group),
                                        census.reachability(group),
                                        census.type(group),
                                        census.groups().size(group),
                                        census.groups().chunks(group),
                                        holders.of(group)))
                .toList();
    }

    /** Explains what nothing points to any more, the largest groups first. */
    public List<Finding> leaked() {
        HolderPaths nobody = new HolderPaths(graph, types, census, List.of());
        List<Finding> findings = new ArrayList<>();
        for (Reachability leaked : List.of(Reachability.DIRECT, Reachability.INDIRECT)) {
            for (int group : census.groups().largestFirst()) {
                if (census.reachability(group) == leaked && findings.size() < MOST_FINDINGS) {
                    findings.add(finding(group, null, nobody, slot -> true));
                }
            }
        }
        return findings;
    }

    /**
     * Explains what came with the measured rounds, the largest part first.
     *
     * @param grown of the regions of this process, by their names in the image
     */
    public List<Finding> grown(List<GrownSize> grown) {
        List<String> regions = census.regions().stream().map(RegionKey::toString).toList();
        return explained(Growth.share(census.groups(), regions, grown), slot -> true);
    }

    /**
     * Explains what came since an earlier image of the same process and is more than went, the
     * largest part first.
     *
     * @param diff of the two heaps
     */
    public List<Finding> grownSince(HeapAnalysis before, HeapDiff diff) {
        return explained(NetGrowth.between(before.census, census, diff), diff::hasAppeared);
    }

    private List<Finding> explained(List<Growth.OfGroup> growth, LongPredicate slots) {
        List<Growth.OfGroup> shares = growth.stream().limit(MOST_FINDINGS).toList();
        HolderPaths holders =
                new HolderPaths(
                        graph,
                        types,
                        census,
                        shares.stream()
                                .map(Growth.OfGroup::group)
                                .filter(group -> !census.reachability(group).isLeaked())
                                .toList());
        return shares.stream()
                .map(
                        share ->
                                finding(
                                        share.group(),
                                        new Finding.Grown(share.chunks(), share.requests()),
                                        holders,
                                        slots))
                .toList();
    }

    private Finding finding(
            int group, Finding.@Nullable Grown grown, HolderPaths holders, LongPredicate slots) {
        GroupTable groups = census.groups();
        Reachability reachability = census.reachability(group);
        long[] sample = sample(group, slots);
        Optional<String> type = type(group, sample);
        Optional<Template> content =
                contents.of(() -> census.objects(group, slots), groups.chunks(group)).stream()
                        .findFirst();
        List<HolderStep> holder = holders.of(group);
        List<String> candidates =
                type.isPresent() ? List.of() : candidates(groups.size(group), sample);
        return new Finding(
                Fingerprint.of(
                        census.region(group).toString(),
                        reachability.isLeaked() ? "leaked" : "held",
                        type.orElseGet(() -> Long.toString(groups.size(group))),
                        holder.isEmpty() ? "" : holder.get(0).symbol()),
                census.region(group),
                census.threads(group),
                reachability,
                type,
                candidates,
                groups.size(group),
                groups.chunks(group),
                grown,
                holder,
                Stream.concat(census.module(group).stream(), holders.module(group).stream())
                        .distinct()
                        .toList(),
                content,
                Advice.of(reachability, holder),
                1);
    }

    /** Debug information is read at the first question, for all sizes that may be asked for. */
    private List<String> candidates(long chunkSize, long[] sample) {
        StructCandidates found = structs;
        if (found == null) {
            found = StructCandidates.of(image, symbols, askedSizes(), DebugTypes.USUAL_LIMIT);
            structs = found;
        }
        return found.of(chunkSize - image.wordSize().bytes(), sample).stream()
                .map(struct -> String.format(Locale.ROOT, "%s (%,d B)", struct, struct.size()))
                .toList();
    }

    private Set<Long> askedSizes() {
        GroupTable groups = census.groups();
        return Arrays.stream(groups.largestFirst())
                .filter(group -> census.type(group).isEmpty())
                .limit(MOST_SIZES)
                .mapToObj(group -> groups.size(group) - image.wordSize().bytes())
                .collect(Collectors.toSet());
    }

    private long[] sample(int group, LongPredicate slots) {
        long stride = Math.max(1, census.groups().chunks(group) / SAMPLE);
        long[] sample = new long[(int) Math.min(SAMPLE, census.groups().chunks(group))];
        var objects = census.objects(group, slots);
        int taken = 0;
        for (long i = 0; taken < sample.length && objects.next(); i++) {
            if (i % stride == 0) {
                sample[taken++] = objects.address();
            }
        }
        return Arrays.copyOf(sample, taken);
    }

    /** The vtable tells it, else what all of them point to. */
    private Optional<String> type(int group, long[] sample) {
        String type = census.type(group);
        if (!type.isEmpty()) {
            return Optional.of(type);
        }
        return clues.common(sample, census.groups().size(group)).stream()
                .filter(clue -> clue.kind() == Clue.Kind.VTABLE || isNamed(clue))
                .findFirst()
                .map(
                        clue ->
                                clue.kind() == Clue.Kind.VTABLE
                                        ? clue.text()
                                        : "struct with " + clue.text());
    }

    private static boolean isNamed(Clue clue) {
        return clue.kind() == Clue.Kind.FUNCTION || clue.kind() == Clue.Kind.VARIABLE;
    }
}
