package dev.leakgate.maven;

import dev.leakgate.report.RunDocument;
import dev.leakgate.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds all attempts that one build, or its shards, made at one check.
 *
 * @param attempts the earliest first; at least one
 */
record CheckResult(List<Attempt> attempts) {

    /**
     * The result of one attempt and the file that holds it.
     *
     * @param own whether this build wrote it, and not that of a shard
     */
    record Attempt(Path file, RunDocument document, boolean own) {}

    /**
     * Returns the attempt that counts. What was seen once stays seen, so a rerun heals no leak, no
     * broken budget and no crash; it does heal an attempt that could not tell.
     */
    Attempt deciding() {
        for (Verdict verdict : List.of(Verdict.LEAK, Verdict.OVER_BUDGET, Verdict.CRASHED)) {
            Attempt found = first(verdict);
            if (found != null) {
                return found;
            }
        }
        Attempt clean = first(Verdict.CLEAN);
        return clean != null ? clean : attempts.get(attempts.size() - 1);
    }

    Verdict verdict() {
        return deciding().document().verdict();
    }

    private @Nullable Attempt first(Verdict verdict) {
        for (Attempt attempt : attempts) {
            if (attempt.document().verdict() == verdict) {
                return attempt;
            }
        }
        return null;
    }
}
