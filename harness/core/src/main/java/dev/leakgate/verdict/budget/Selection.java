package dev.leakgate.verdict.budget;

import dev.leakgate.recording.Count;
import dev.leakgate.region.RegionKind;
import dev.leakgate.verdict.Glob;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what a budget is for. Patterns have {@code *} for any text and {@code ?} for one character.
 *
 * @param service pattern of the service's name; null for all
 * @param test pattern of the check's names; null for all
 * @param region the kind; null for all of the service's memory
 * @param threadGroup pattern of the name of threads, of whose arenas and stacks it is; null for all
 * @param count what is counted, of whose growth it is; null for memory
 */
public record Selection(
        @Nullable String service,
        @Nullable String test,
        @Nullable RegionKind region,
        @Nullable String threadGroup,
        @Nullable Count count) {

    /** Selects all memory of every run. */
    public static final Selection ALL = new Selection(null, null, null, null, null);

    /** Selects a kind of regions in every run. */
    public static Selection of(RegionKind region) {
        return new Selection(null, null, region, null, null);
    }

    /** Selects something that is counted in every run. */
    public static Selection of(Count count) {
        return new Selection(null, null, null, null, count);
    }

    /** Tells whether a run is meant. */
    public boolean covers(String serviceName, Collection<String> testNames) {
        return (service == null || Glob.matches(service, serviceName))
                && (test == null || testNames.stream().anyMatch(name -> Glob.matches(test, name)));
    }

    /** Says whether it is for some services or tests alone. */
    boolean ofSomeRuns() {
        return service != null || test != null;
    }

    /** Tells whether a region is meant. */
    boolean coversRegion(RegionKind kind, String name) {
        return (region == null || region == kind)
                && (threadGroup == null || (hasThreads(kind) && Glob.matches(threadGroup, name)));
    }

    private static boolean hasThreads(RegionKind kind) {
        return kind == RegionKind.ARENAS || kind == RegionKind.STACKS;
    }

    /** Returns the words before the metric: {@code heap}, {@code stacks of handler*}. */
    String subject() {
        String kind = region == null ? count == null ? "" : count.text() : region.text();
        String group =
                threadGroup == null ? "" : (kind.isEmpty() ? "memory of " : "of ") + threadGroup;
        return Stream.of(kind, group)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
