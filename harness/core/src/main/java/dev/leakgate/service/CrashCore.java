package dev.leakgate.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells where the kernel left the core of a process that crashed, or why there is none (core(5)).
 *
 * @param file the core; null when there is none
 * @param absence why there is none and how to get one, a sentence; empty when there is one
 */
public record CrashCore(@Nullable Path file, String absence) {

    private static final Pattern SPECIFIER = Pattern.compile("%(.)");

    /** A core that was found. */
    private static CrashCore at(Path file) {
        return new CrashCore(file, "");
    }

    private static CrashCore none(String why) {
        return new CrashCore(null, why);
    }

    /**
     * Looks for the core of a process.
     *
     * @param proc where /proc is
     * @param folder the working directory that the process had
     * @param launched when it was started; older files are another's
     * @param limit what RLIMIT_CORE it had, in bytes; −1 for unlimited
     */
    static CrashCore find(Path proc, int pid, Path folder, FileTime launched, long limit) {
        if (limit == 0) {
            return none(
                    "its limit on cores was 0 and may not be raised; run the build with"
                            + " ulimit -c unlimited");
        }
        String pattern = line(proc.resolve("sys/kernel/core_pattern"));
        boolean usesPid = !line(proc.resolve("sys/kernel/core_uses_pid")).equals("0");
        if (pattern.isEmpty()) {
            return none(
                    "kernel.core_pattern is empty; set it with sysctl -w kernel.core_pattern=core");
        }
        if (pattern.startsWith("|")) {
            return none(piped(pattern, pid));
        }
        Path path = folder.resolve(pattern);
        Path parent = path.getParent();
        if (parent == null || parent.toString().contains("%")) {
            return none(
                    "cores go to "
                            + pattern
                            + " (kernel.core_pattern), a folder that depends on the crash; look there");
        }
        Pattern name = namePattern(path.getFileName().toString(), pid, usesPid);
        return newest(parent, name, launched)
                .map(CrashCore::at)
                .orElseGet(
                        () ->
                                none(
                                        "no new core is in "
                                                + parent
                                                + ", where kernel.core_pattern = "
                                                + pattern
                                                + " leads; is it writable by the service, and is there"
                                                + " room?"));
    }

    private static String piped(String pattern, int pid) {
        return pattern.contains("systemd-coredump")
                ? "systemd-coredump took it; see: coredumpctl dump " + pid
                : "it went to "
                        + pattern.substring(1).split(" ", 2)[0]
                        + " (kernel.core_pattern); look there, or let the machine keep plain cores:"
                        + " sysctl -w kernel.core_pattern=core";
    }

    /** The specifiers whose value we know; any text stands for the others, such as a time. */
    private static Pattern namePattern(String name, int pid, boolean usesPid) {
        StringBuilder regex = new StringBuilder();
        boolean pidTold = false;
        Matcher specifier = SPECIFIER.matcher(name);
        int at = 0;
        while (specifier.find()) {
            regex.append(Pattern.quote(name.substring(at, specifier.start())));
            at = specifier.end();
            switch (specifier.group(1)) {
                case "%" -> regex.append('%');
                case "p" -> regex.append(pid);
                default -> regex.append("[^/]*");
            }
            pidTold |= specifier.group(1).equals("p");
        }
        regex.append(Pattern.quote(name.substring(at)));
        if (usesPid && !pidTold) {
            regex.append("\\.").append(pid);
        }
        return Pattern.compile(regex.toString());
    }

    private static Optional<Path> newest(Path folder, Pattern name, FileTime launched) {
        Path newest = null;
        FileTime when = launched;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(
                        folder, file -> name.matcher(file.getFileName() + "").matches())) {
            for (Path file : files) {
                BasicFileAttributes attributes =
                        Files.readAttributes(file, BasicFileAttributes.class);
                FileTime written = attributes.lastModifiedTime();
                if (attributes.isRegularFile()
                        && attributes.size() > 0
                        && written.compareTo(when) >= 0) {
                    newest = file;
                    when = written;
                }
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return Optional.ofNullable(newest);
    }

    private static String line(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException absent) {
            return "";
        }
    }
}
