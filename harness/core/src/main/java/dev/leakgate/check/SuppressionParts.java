package dev.leakgate.check;

import dev.leakgate.report.SuppressionInfo;
import dev.leakgate.verdict.Suppressions;
import java.util.List;
import java.util.Locale;

/** Says what became of each suppression, as results have it. */
final class SuppressionParts {

    private SuppressionParts() {}

    /**
     * Writes them.
     *
     * @param grown names of what grows, or may
     * @param known objects that are suppressed
     */
    static List<SuppressionInfo> of(
            Suppressions suppressions, List<String> grown, KnownObjects known) {
        return suppressions.uses(grown, known.labels()).stream()
                .map(
                        use ->
                                new SuppressionInfo(
                                        use.suppression().isOfObjects()
                                                ? use.suppression().by().key()
                                                : null,
                                        use.suppression().pattern(),
                                        use.suppression().check(),
                                        use.suppression().reason(),
                                        use.suppression().owner(),
                                        use.suppression().expires().toString(),
                                        use.state().name().toLowerCase(Locale.ROOT),
                                        use.suppressed().size(),
                                        use.suppressed()))
                .toList();
    }
}
