package dev.leakgate.verdict;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Holds what is suppressed, on one day and for one check.
 *
 * @param all each suppression there is, in force or not
 * @param inForce those that hold for the check and have not expired
 * @param today the day that expiry is judged by
 */
public record Suppressions(List<Suppression> all, List<Suppression> inForce, LocalDate today) {

    /** Nothing is suppressed. */
    public static final Suppressions NONE = new Suppressions(List.of(), List.of(), LocalDate.EPOCH);

    /** Makes the lists unmodifiable. */
    public Suppressions {
        all = List.copyOf(all);
        inForce = List.copyOf(inForce);
    }

    /** Holds suppressions of whatever check; those that have expired are not in force. */
    public static Suppressions on(LocalDate today, List<Suppression> all) {
        return new Suppressions(
                all,
                all.stream().filter(suppression -> !suppression.expired(today)).toList(),
                today);
    }

    /** Returns these and others, as of the later day. */
    public Suppressions and(Suppressions others) {
        return new Suppressions(
                concat(all, others.all),
                concat(inForce, others.inForce),
                today.isAfter(others.today) ? today : others.today);
    }

    private static List<Suppression> concat(List<Suppression> some, List<Suppression> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    /** Returns these for one check: those in force are the ones that hold for it. */
    public Suppressions of(Collection<String> checkNames) {
        return new Suppressions(
                all, inForce.stream().filter(each -> each.holdsFor(checkNames)).toList(), today);
    }

    /** Tells whether the growth of a series is suppressed. */
    public boolean cover(String series) {
        return inForce.stream().anyMatch(each -> each.covers(series));
    }

    /** Tells whether any that is in force names objects. */
    public boolean nameObjects() {
        return inForce.stream().anyMatch(Suppression::isOfObjects);
    }

    /** Returns what became of each suppression in a check that looked for no objects. */
    public List<Use> uses(Collection<String> grown) {
        return uses(grown, Map.of());
    }

    /**
     * Returns what became of each suppression in a check.
     *
     * @param grown names of the series that grow, or may
     * @param objects what reports call the objects that each suppression covers
     */
    public List<Use> uses(
            Collection<String> grown, Map<Suppression, ? extends Collection<String>> objects) {
        List<Use> uses = new ArrayList<>();
        for (Suppression suppression : all) {
            List<String> suppressed = List.of();
            if (inForce.contains(suppression)) {
                Collection<String> found = objects.get(suppression);
                suppressed =
                        Stream.concat(
                                        grown.stream().filter(suppression::covers),
                                        found == null ? Stream.of() : found.stream())
                                .sorted()
                                .toList();
            }
            uses.add(new Use(suppression, state(suppression, suppressed), suppressed));
        }
        return uses;
    }

    private State state(Suppression suppression, List<String> suppressed) {
        if (suppression.expired(today)) {
            return State.EXPIRED;
        }
        return suppressed.isEmpty() ? State.UNUSED : State.USED;
    }

    /**
     * Says what became of a suppression.
     *
     * @param suppressed what it covers, series or objects; some only when it is used
     */
    public record Use(Suppression suppression, State state, List<String> suppressed) {

        /** Makes the list unmodifiable. */
        public Use {
            suppressed = List.copyOf(suppressed);
        }
    }

    /** Says whether a suppression did anything. */
    public enum State {
        /** It covers something that grows. */
        USED,
        /** Nothing that it covers grows, or it is for other checks. */
        UNUSED,
        /** Its last day is over: it covers nothing any more. */
        EXPIRED
    }
}
