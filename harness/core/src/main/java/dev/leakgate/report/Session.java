package dev.leakgate.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names the build that a check is part of, so that a rerun in the same build is told from the build
 * of yesterday.
 *
 * <p>A build is the Maven process: the JVMs that Surefire and Failsafe fork for it share its id.
 * Elsewhere, in an IDE, it is the process itself.
 *
 * @param id the boot of the machine, the process and its start, which together never come twice
 */
public record Session(String id) {

    /** Shells that Surefire puts between Maven and its fork, and more is not expected. */
    private static final int MOST_ANCESTORS = 4;

    /** Returns the session of this process. */
    public static Session current() {
        ProcessHandle self = ProcessHandle.current();
        ProcessHandle build = isSurefireFork() ? javaAbove(self).orElse(self) : self;
        return of(build);
    }

    static Session of(ProcessHandle process) {
        return new Session(bootId() + "-" + process.pid() + "-" + start(process));
    }

    private static boolean isSurefireFork() {
        String command = System.getProperty("sun.java.command", "");
        return System.getProperty("surefire.test.class.path") != null
                || System.getProperty("surefire.real.class.path") != null
                || command.contains("surefirebooter")
                || command.contains("org.apache.maven.surefire.booter.ForkedBooter");
    }

    /** Finds Maven's JVM: Surefire starts its fork through a shell, one for each fork. */
    private static Optional<ProcessHandle> javaAbove(ProcessHandle self) {
        Optional<ProcessHandle> ancestor = self.parent();
        for (int i = 0; i < MOST_ANCESTORS && ancestor.isPresent(); i++) {
            String program = ancestor.get().info().command().orElse("");
            if (program.endsWith("/java")) {
                return ancestor;
            }
            ancestor = ancestor.get().parent();
        }
        return self.parent();
    }

    private static String bootId() {
        String text = firstBytes(Path.of("/proc/sys/kernel/random/boot_id"));
        return text == null ? "boot" : text.strip();
    }

    /**
     * Returns the start in clock ticks since boot (field 22, proc(5)). The JDK's start instant
     * moves with the clock, so two JVMs can disagree on it.
     */
    private static String start(ProcessHandle process) {
        String stat = firstBytes(Path.of("/proc", Long.toString(process.pid()), "stat"));
        if (stat != null && stat.indexOf(')') > 0) {
            // The name in parentheses may hold blanks and parentheses itself.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", 21);
            if (fields.length == 21) {
                return fields[19];
            }
        }
        return process.info().startInstant().map(at -> "" + at.toEpochMilli()).orElse("0");
    }

    private static @Nullable String firstBytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(4096), StandardCharsets.ISO_8859_1);
        } catch (IOException notLinuxOrGone) {
            return null;
        }
    }
}
