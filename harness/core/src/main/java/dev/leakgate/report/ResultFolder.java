package dev.leakgate.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives each check its folder, {@code base/class/method}, and keeps the attempts of one build
 * apart: the latest in the folder itself, the first in {@code attempt-1}, the second in {@code
 * attempt-2}.
 */
public final class ResultFolder {

    /** Begins the names of the folders of earlier attempts. */
    public static final String ATTEMPT = "attempt-";

    /** Holds the id of the session that owns the folder. */
    private static final String MARKER = ".session";

    private static final Pattern ATTEMPT_NAME = Pattern.compile("attempt-[0-9]{1,9}");

    private ResultFolder() {}

    /**
     * Makes an empty folder for a check. An attempt of the same session moves to {@code attempt-N};
     * results of an earlier session are deleted.
     *
     * @param base where all results go, {@code target/leakgate}
     * @param testClass the class, {@code com.example.Outer$Inner}
     * @param method the method with its parameter types
     * @param sessionId see {@link Session}
     * @return the folder
     * @throws RunFileException when the folder holds files that Leakgate did not write
     * @throws IOException when the folder cannot be written
     */
    public static Path prepare(Path base, String testClass, String method, String sessionId)
            throws IOException {
        Path folder = of(base, testClass, method);
        Files.createDirectories(folder);
        String owner = owner(folder);
        if (owner == null) {
            deleteResults(folder);
        } else if (owner.equals(sessionId)) {
            moveToAttempt(folder);
        } else {
            deleteTree(folder);
            Files.createDirectories(folder);
        }
        Files.writeString(folder.resolve(MARKER), sessionId);
        return folder;
    }

    /** Returns the folder of a check, whether it exists or not. */
    public static Path of(Path base, String testClass, String method) {
        return base.resolve(FolderName.ofClass(testClass)).resolve(FolderName.ofMethod(method));
    }

    private static @Nullable String owner(Path folder) throws IOException {
        Path marker = folder.resolve(MARKER);
        if (!Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try (var in = Files.newInputStream(marker)) {
            return new String(in.readNBytes(4096), StandardCharsets.UTF_8);
        }
    }

    /** Deletes only what has a result in it: the output directory is the user's choice. */
    private static void deleteResults(Path folder) throws IOException {
        if (entries(folder).isEmpty()) {
            return;
        }
        if (!Files.exists(folder.resolve(RunJson.FILE_NAME))) {
            throw new RunFileException(
                    folder
                            + " holds files that Leakgate did not write; move them away, or set"
                            + " leakgate.outputDirectory to another directory",
                    null);
        }
        deleteTree(folder);
        Files.createDirectories(folder);
    }

    private static void moveToAttempt(Path folder) throws IOException {
        List<Path> all = entries(folder);
        int earlier = 0;
        for (Path entry : all) {
            String name = String.valueOf(entry.getFileName());
            if (ATTEMPT_NAME.matcher(name).matches()) {
                earlier = Math.max(earlier, Integer.parseInt(name.substring(ATTEMPT.length())));
            }
        }
        Path attempt = Files.createDirectory(folder.resolve(ATTEMPT + (earlier + 1)));
        for (Path entry : all) {
            if (!ATTEMPT_NAME.matcher(String.valueOf(entry.getFileName())).matches()) {
                Files.move(entry, attempt.resolve(String.valueOf(entry.getFileName())));
            }
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    /** Deletes a folder with all it holds; a symbolic link goes, what it points to stays. */
    private static void deleteTree(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
