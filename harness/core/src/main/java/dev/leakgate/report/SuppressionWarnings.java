package dev.leakgate.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says which suppressions have expired, and which no check of a run needs any more. */
public final class SuppressionWarnings {

    /** Names a suppression; {@code check} is null when it is for all. */
    private record Key(String subject, boolean objects, @Nullable String check) {

        static Key of(SuppressionInfo info) {
            return new Key(info.subject(), info.of() != null, info.check());
        }
    }

    private SuppressionWarnings() {}

    /**
     * Returns a line for each.
     *
     * @param allRan whether every check ran: one that did not may need what all others do not
     */
    public static List<String> of(List<RunDocument> documents, boolean allRan) {
        Set<String> warnings = new LinkedHashSet<>();
        Map<Key, Boolean> used = new LinkedHashMap<>();
        for (RunDocument document : documents) {
            for (SuppressionInfo each : document.suppressions()) {
                if (each.isExpired()) {
                    warnings.add("expired: " + each.whatExpired());
                } else {
                    used.merge(Key.of(each), each.isUsed(), Boolean::logicalOr);
                }
            }
        }
        used.forEach(
                (key, needed) -> {
                    if (allRan && !needed) {
                        String checks = key.check() == null ? "" : " in " + key.check();
                        warnings.add(
                                "unused: "
                                        + (key.objects() ? "no objects leak" : "nothing grows")
                                        + " that the suppression of "
                                        + key.subject()
                                        + checks
                                        + " covers; remove it");
                    }
                });
        return List.copyOf(warnings);
    }
}
