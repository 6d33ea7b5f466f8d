package dev.leakgate.verdict;

import java.time.LocalDate;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Says that a growth is known and does not fail a check, for some time.
 *
 * <p>In patterns {@code *} is any text and {@code ?} any one character.
 *
 * @param pattern of the names of what grows, {@code "module libssl*"}
 * @param check pattern of the names of the checks that it holds for; null for all
 * @param reason why it is no bug of the service, or when it will be mended
 * @param owner who answers for it
 * @param expires the last day that it holds
 */
public record Suppression(
        String pattern, @Nullable String check, String reason, String owner, LocalDate expires) {

    /** Tells whether a series is meant, {@code "heap"}, {@code "arenas of logger"}. */
    public boolean covers(String series) {
        return Glob.matches(pattern, series);
    }

    /** Tells whether a check is meant, by any of its names. */
    public boolean holdsFor(Collection<String> checkNames) {
        return check == null || checkNames.stream().anyMatch(name -> Glob.matches(check, name));
    }

    /** Tells whether the last day is over. */
    public boolean expired(LocalDate today) {
        return today.isAfter(expires);
    }
}
