package dev.leakgate.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the commit that a directory has checked out, without git. */
public final class GitCommit {

    private static final int LARGEST = 4 << 20;
    private static final int HIGHEST = 40;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");

    private GitCommit() {}

    /** Looks in the directory and those above it. */
    public static Optional<String> at(Path directory) {
        Path above = directory.toAbsolutePath().normalize();
        for (int i = 0; above != null && i < HIGHEST; i++) {
            Path git = above.resolve(".git");
            if (Files.exists(git)) {
                try {
                    return head(git);
                } catch (InvalidPathException strange) {
                    return Optional.empty();
                }
            }
            above = above.getParent();
        }
        return Optional.empty();
    }

    private static Optional<String> head(Path dotGit) {
        Path git = dotGit;
        if (Files.isRegularFile(dotGit)) { // of a worktree: "gitdir: PATH"
            String text = text(dotGit);
            if (text == null || !text.startsWith("gitdir:")) {
                return Optional.empty();
            }
            git = dotGit.resolveSibling(text.substring("gitdir:".length()).strip());
        }
        String head = text(git.resolve("HEAD"));
        if (head == null || !head.startsWith("ref:")) {
            return hash(head);
        }
        String ref = head.substring("ref:".length()).strip();
        String common = text(git.resolve("commondir"));
        Path refs = common == null ? git : git.resolve(common);
        Optional<String> loose = hash(text(refs.resolve(ref)));
        return loose.isPresent() ? loose : packed(text(refs.resolve("packed-refs")), ref);
    }

    private static Optional<String> packed(@Nullable String lines, String ref) {
        return lines == null
                ? Optional.empty()
                : lines.lines()
                        .filter(line -> line.endsWith(" " + ref))
                        .findFirst()
                        .flatMap(line -> hash(line.substring(0, line.indexOf(' '))));
    }

    private static Optional<String> hash(@Nullable String text) {
        return Optional.ofNullable(text).filter(hash -> HASH.matcher(hash).matches());
    }

    private static @Nullable String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8).strip();
        } catch (IOException absent) {
            return null;
        }
    }
}
