package dev.leakgate.service;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the process that a pid file names, and refuses one that is left over. */
final class PidFile {

    private static final int LONGEST = 64;
    private static final long MILLIS_PER_TICK = 1000 / ProcStat.TICKS_PER_SECOND;

    /* Ticks are 10 ms, the boot time is whole seconds. */
    private static final long DOUBT_MILLIS = 2000;

    private PidFile() {}

    /**
     * Reads a file.
     *
     * @throws ServiceException when there is none, no number in it, no such process, or one that
     *     began after the file was written and so is another
     */
    static int read(Path file) {
        String text;
        long written;
        try (InputStream in = Files.newInputStream(file)) {
            text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
            written = Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new ServiceException(
                    "the pid file " + file + " cannot be read (" + e + "); is the service up?");
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new ServiceException(
                    "the pid file " + file + " holds no process id, but \"" + oneLine(text) + "\"");
        }
        int pid = Integer.parseInt(text);
        Optional<ProcStat> process;
        try (ProcReader proc = new ProcReader()) {
            process = proc.stat(pid).filter(stat -> !stat.zombie());
        }
        if (process.isEmpty()) {
            throw new ServiceException(
                    "the pid file "
                            + file
                            + " is stale: there is no process "
                            + pid
                            + "; start the service, or remove the file");
        }
        long started = bootMillis() + process.get().startTicks() * MILLIS_PER_TICK;
        if (started > written + DOUBT_MILLIS) {
            throw new ServiceException(
                    "the pid file "
                            + file
                            + " is stale: process "
                            + pid
                            + " ("
                            + process.get().comm()
                            + ") began after it was written, so it is another; start the service,"
                            + " or remove the file");
        }
        return pid;
    }

    /** The time of boot, btime of /proc/stat (proc_stat(5)); 0, which excludes nothing, without. */
    private static long bootMillis() {
        try {
            return Files.readAllLines(Path.of("/proc/stat")).stream()
                    .filter(line -> line.matches("btime [0-9]{1,15}"))
                    .mapToLong(line -> Long.parseLong(line.substring(6)) * 1000)
                    .findFirst()
                    .orElse(0);
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
