package dev.leakgate.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Names a user of this machine (passwd(5)).
 *
 * @param name the login name
 * @param uid the user's number
 * @param gid the number of the user's group
 */
public record UserAccount(String name, int uid, int gid) {

    private static final Path PASSWD = Path.of("/etc/passwd");
    private static final int MOST_LINES = 100_000;

    /** Finds a user in {@code /etc/passwd}; empty when there is none of that name. */
    public static Optional<UserAccount> find(String name) {
        return first(account -> account.name.equals(name));
    }

    /** Finds a user by number; empty when {@code /etc/passwd} has none. */
    public static Optional<UserAccount> ofUid(int uid) {
        return first(account -> account.uid == uid);
    }

    private static Optional<UserAccount> first(Predicate<UserAccount> wanted) {
        try (Stream<String> lines = Files.lines(PASSWD, StandardCharsets.ISO_8859_1)) {
            return lines.limit(MOST_LINES)
                    .flatMap(line -> parse(line).stream())
                    .filter(wanted)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /* name:password:UID:GID:comment:directory:shell */
    private static Optional<UserAccount> parse(String line) {
        String[] fields = line.split(":", -1);
        try {
            return fields.length < 4
                    ? Optional.empty()
                    : Optional.of(
                            new UserAccount(
                                    fields[0],
                                    Integer.parseInt(fields[2]),
                                    Integer.parseInt(fields[3])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
