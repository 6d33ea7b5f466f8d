package dev.leakgate.linux;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Tells what a failed look at a process means: it ended, or we may not, or something is wrong. */
final class ProcFailure {

    private ProcFailure() {}

    /**
     * Returns when the process (or the thread) has gone.
     *
     * @throws ProcAccessException when the kernel does not let us (EACCES, EPERM)
     * @throws UncheckedIOException on anything else
     */
    static void judge(IOException failure, Path path) {
        if (failure instanceof AccessDeniedException || says(failure, "Operation not permitted")) {
            throw new ProcAccessException(denied(path), failure);
        }
        if (failure instanceof NoSuchFileException
                || failure instanceof FileNotFoundException
                || says(failure, "No such process")
                || !Files.exists(directory(path))) {
            return;
        }
        throw new UncheckedIOException(
                "cannot read " + path + ": " + failure.getMessage(), failure);
    }

    /* The JDK hands errno over as a text only, except for EACCES and ENOENT. */
    private static boolean says(IOException failure, String text) {
        String message = failure.getMessage();
        return message != null && message.contains(text);
    }

    private static Path directory(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private static String denied(Path path) {
        ProcFile file = new ProcFile();
        ProcStatus theirs = StatusParser.read(file, directory(path).resolve("status"));
        ProcStatus ours = StatusParser.read(file, Path.of("/proc/self/status"));
        return String.format(
                "cannot read %s: %s belongs to %s, and the kernel does not let %s look into it; run"
                        + " as the same user or as root, or give the JVM CAP_SYS_PTRACE (a process"
                        + " that changed its user, and with kernel.yama.ptrace_scope above 0 any"
                        + " that we did not start, needs the latter two)",
                path,
                theirs == null ? "the process" : "process \"" + theirs.name() + "\"",
                user(theirs),
                user(ours));
    }

    private static String user(@Nullable ProcStatus status) {
        OptionalInt uid = status == null ? OptionalInt.empty() : status.uid();
        return uid.isPresent() ? "uid " + Integer.toUnsignedString(uid.getAsInt()) : "another user";
    }
}
