package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Finds the control groups that a process is in (cgroups(7)), of version 1 and 2. */
final class ControlGroups {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private ControlGroups() {}

    /**
     * Lists the folders of the groups that limit a process, the innermost first; some may not be
     * there.
     *
     * @param controller {@code "memory"}, {@code "pids"}
     */
    static List<Path> of(int pid, String controller) {
        return of(text(Path.of("/proc/" + pid + "/cgroup")), ROOT, controller);
    }

    /**
     * Lists those of a text like {@code /proc/PID/cgroup}. A controller is in one version alone.
     */
    static List<Path> of(String groups, Path root, String controller) {
        List<Path> found = new ArrayList<>();
        String unified = null;
        for (String line : groups.split("\n", -1)) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                unified = parts[2];
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains(controller)) {
                addUpwards(root.resolve(controller), parts[2], found);
            }
        }
        if (found.isEmpty() && unified != null) {
            addUpwards(root, unified, found);
        }
        return found;
    }

    /** A group outside of what we see, as a process of another namespace has, is our root. */
    private static void addUpwards(Path root, String group, List<Path> groups) {
        Path own = root.resolve(group.replaceFirst("^/+", "")).normalize();
        Path at = own.startsWith(root) ? own : root;
        while (at != null && at.startsWith(root)) {
            groups.add(at);
            at = at.getParent();
        }
    }

    /** Reads a file with a number; empty when there is none, or it says {@code max}. */
    static OptionalLong number(Path file) {
        String text = text(file).strip();
        return text.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    /** Reads a file; one that cannot be read is empty. */
    static String text(Path file) {
        try {
            byte[] text = new ProcFile().whole(file);
            return text == null ? "" : new String(text, StandardCharsets.UTF_8);
        } catch (RuntimeException unreadable) {
            return "";
        }
    }
}
