package dev.leakgate.check;

import dev.leakgate.verdict.Verdict;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a check came to.
 *
 * @param verdict how it ended
 * @param message the text report; its first line alone is enough
 * @param directory where {@code run.json} and the other evidence are
 * @param thrown what a method that drives its own rounds threw; null when it returned
 */
public record CheckOutcome(
        Verdict verdict, String message, Path directory, @Nullable Throwable thrown) {}
