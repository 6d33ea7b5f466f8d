package dev.leakgate.cli;

import dev.leakgate.linux.MemoryGroup;
import dev.leakgate.linux.PidNamespaces;
import dev.leakgate.linux.UserAccount;
import dev.leakgate.report.Sparkline;
import dev.leakgate.report.VisibleText;
import dev.leakgate.units.ByteSize;
import dev.leakgate.watch.ProcessGrowth;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Prints processes for people, a line each. */
final class TopText {

    private static final String ROW = "%s%7s  %-8s %10s %10s %7s %13s  %-8s  %s";
    private static final int LONGEST_COMMAND = 100;
    private static final int BARS = 8;

    private final Map<Integer, String> users = new HashMap<>();

    /**
     * Prints.
     *
     * @param shown processes, sorted and cut
     * @param all how many there are
     */
    List<String> lines(List<ProcessGrowth> shown, int all, int rounds, long millis) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%,d processes, %d looks in %.0f s",
                        all,
                        rounds + 1,
                        millis / 1000.0));
        lines.add(
                String.format(
                        ROW,
                        Marks.NONE,
                        "pid",
                        "user",
                        "memory",
                        "rss",
                        "threads",
                        "growth",
                        "",
                        "command"));
        int closed = 0;
        for (ProcessGrowth process : shown) {
            boolean hidden = isClosed(process.now().id().pid());
            closed += hidden ? 1 : 0;
            lines.add(row(process, hidden));
            lines.addAll(container(process.now().id().pid()));
            if (process.leak() != null) {
                lines.add("           likely leak  " + RateText.perSecond(process.leak()));
            }
        }
        lines.addAll(notes(closed, rounds));
        return lines;
    }

    /** Tells of a process in a container what it is called there, and what it may have. */
    private static List<String> container(int pid) {
        OptionalInt inner = PidNamespaces.inner(pid);
        if (inner.isEmpty()) {
            return List.of();
        }
        return List.of(
                "           in a container: process "
                        + inner.getAsInt()
                        + MemoryGroup.of(pid)
                                .filter(group -> group.limit().isPresent())
                                .map(group -> ", control group " + group)
                                .orElse(""));
    }

    private String row(ProcessGrowth process, boolean hidden) {
        return String.format(
                        ROW,
                        process.leak() == null ? Marks.NONE : Marks.LEAK,
                        process.now().id().pid() + (hidden ? "*" : ""),
                        user(process.now().uid()),
                        new ByteSize(process.now().memory()),
                        new ByteSize(process.now().rss()),
                        process.now().threads(),
                        RateText.perSecond(process.perSecond()),
                        sparkline(process),
                        command(process))
                .stripTrailing();
    }

    static String command(ProcessGrowth process) {
        return VisibleText.begin(VisibleText.of(process.command()), LONGEST_COMMAND)
                .replace('\n', ' ');
    }

    private static String sparkline(ProcessGrowth process) {
        List<Long> levels = process.levels();
        List<Long> last = levels.subList(Math.max(0, levels.size() - BARS), levels.size());
        return Sparkline.of(last);
    }

    private static List<String> notes(int closed, int rounds) {
        List<String> notes = new ArrayList<>();
        if (rounds < 8) {
            notes.add("Whether growth is steady takes eight rounds or more to tell.");
        }
        if (closed > 0) {
            notes.add(
                    "* closed to us: watch, map and capture need its user, root or CAP_SYS_PTRACE");
        }
        if (isHiding()) {
            notes.add(
                    "/proc is mounted with hidepid: processes of others do not show; run as root, or"
                            + " mount -o remount,hidepid=0 /proc");
        }
        return notes;
    }

    private String user(int uid) {
        String name =
                users.computeIfAbsent(
                        uid,
                        number ->
                                UserAccount.ofUid(number)
                                        .map(UserAccount::name)
                                        .orElse(Integer.toUnsignedString(number)));
        return name.length() <= 8 ? name : name.substring(0, 7) + "+";
    }

    /** The link to the program is open to those to whom the memory is. */
    static boolean isClosed(int pid) {
        try {
            Files.readSymbolicLink(Path.of("/proc", Integer.toString(pid), "exe"));
            return false;
        } catch (AccessDeniedException refused) {
            return true;
        } catch (IOException ended) {
            return false;
        }
    }

    /** Process 1 is always there; who does not see it sees not all. */
    private static boolean isHiding() {
        return !Files.exists(Path.of("/proc/1/status"));
    }
}
