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
        byte[] text = new ProcFile().whole(Path.of("/proc/" + pid + "/cgroup"));
        List<Path> groups = new ArrayList<>();
        for (String line :
                (text == null ? "" : new String(text, StandardCharsets.UTF_8)).split("\n", -1)) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                addUpwards(ROOT, parts[2], groups);
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains(controller)) {
                addUpwards(ROOT.resolve(controller), parts[2], groups);
            }
        }
        return groups;
    }

    private static void addUpwards(Path root, String group, List<Path> groups) {
        Path at = root.resolve(group.replaceFirst("^/+", "")).normalize();
        while (at != null && at.startsWith(root)) {
            groups.add(at);
            at = at.getParent();
        }
    }

    /** Reads a file with a number; empty when there is none, or it says {@code max}. */
    static OptionalLong number(Path file) {
        try {
            byte[] text = new ProcFile().whole(file);
            return text == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(
                            Long.parseLong(new String(text, StandardCharsets.US_ASCII).strip()));
        } catch (RuntimeException unreadableOrUnlimited) {
            return OptionalLong.empty();
        }
    }
}
