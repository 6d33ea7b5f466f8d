package dev.leakgate.verdict;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says that a growth is known and does not fail a check, for some time.
 *
 * <p>A pattern is held against the whole of a name, case included: {@code *} is any text and {@code
 * ?} any one character.
 *
 * @param by what it names
 * @param pattern of these names, {@code "module libssl*"}
 * @param check pattern of the names of the checks that it holds for; null for all
 * @param reason why it is no bug of the service, or when it will be mended
 * @param owner who answers for it
 * @param expires the last day that it holds
 */
public record Suppression(
        By by,
        String pattern,
        @Nullable String check,
        String reason,
        String owner,
        LocalDate expires) {

    /** Says what a suppression names. */
    public enum By {
        /** A region or a count, as reports name it: all its growth is known. */
        GROWTH("pattern"),
        /** The type of objects that pile up. */
        TYPE("type"),
        /** What holds them: a global, a place, or the type of an object on the way. */
        HOLDER("holder"),
        /**
         * The program or library whose they are: of their type, of what holds them, or that
         * allocates.
         */
        MODULE("module");

        private final String key;

        By(String key) {
            this.key = key;
        }

        /** Returns how users write it. */
        public String key() {
            return key;
        }

        /** Returns the keys of all, in their order. */
        public static List<String> keys() {
            return Arrays.stream(values()).map(By::key).toList();
        }
    }

    /** Suppresses the growth of regions or counts. */
    public Suppression(
            String pattern,
            @Nullable String check,
            String reason,
            String owner,
            LocalDate expires) {
        this(By.GROWTH, pattern, check, reason, owner, expires);
    }

    /** Tells whether a series is meant, {@code "heap"}, {@code "arenas of logger"}. */
    public boolean covers(String series) {
        return by == By.GROWTH && Glob.matches(pattern, series);
    }

    /** Tells whether objects are meant, by any of the names that they have of one sort. */
    public boolean covers(By sort, Collection<String> names) {
        return by == sort && names.stream().anyMatch(name -> Glob.matches(pattern, name));
    }

    /** Tells whether it names objects, which only a look into the memory finds. */
    public boolean isOfObjects() {
        return by != By.GROWTH;
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
