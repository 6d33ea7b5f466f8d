package dev.leakgate.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** Tells the time by a file system, whose clock its files have too. */
final class FileClock {

    private FileClock() {}

    /** Returns what it is now: files of a folder that are older were there before. */
    static FileTime now(Path folder) {
        try {
            Path file = Files.createTempFile(folder, ".leakgate-", ".time");
            try {
                return Files.getLastModifiedTime(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new ServiceException(
                    "the service's output cannot be written to " + folder + " (" + e + ")");
        }
    }
}
