package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads how much memory the control groups of a process leave it. */
final class CgroupMemory {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    /** What version 1 prints when there is no limit is near the largest long. */
    private static final long NO_LIMIT = 1L << 60;

    private CgroupMemory() {}

    /** Gives the least that any group on the way up leaves, in bytes; empty without a limit. */
    static OptionalLong headroom(int pid) {
        byte[] text = new ProcFile().whole(Path.of("/proc/" + pid + "/cgroup"));
        long least = Long.MAX_VALUE;
        for (String line :
                (text == null ? "" : new String(text, StandardCharsets.UTF_8)).split("\n", -1)) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && parts[1].isEmpty()) {
                least = Math.min(least, least(ROOT, parts[2], "memory.max", "memory.current"));
            } else if (parts.length == 3 && parts[1].equals("memory")) {
                least =
                        Math.min(
                                least,
                                least(
                                        ROOT.resolve("memory"),
                                        parts[2],
                                        "memory.limit_in_bytes",
                                        "memory.usage_in_bytes"));
            }
        }
        return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
    }

    private static long least(Path root, String group, String limit, String use) {
        long least = Long.MAX_VALUE;
        Path at = root.resolve(group.replaceFirst("^/+", "")).normalize();
        while (at != null && at.startsWith(root)) {
            Long most = number(at.resolve(limit));
            Long used = number(at.resolve(use));
            if (most != null && used != null && most < NO_LIMIT) {
                least = Math.min(least, most - used);
            }
            at = at.getParent();
        }
        return least;
    }

    private static @Nullable Long number(Path file) {
        byte[] text;
        try {
            text = new ProcFile().whole(file);
        } catch (RuntimeException unreadable) {
            return null;
        }
        try {
            return text == null
                    ? null
                    : Long.valueOf(new String(text, StandardCharsets.US_ASCII).strip());
        } catch (NumberFormatException unlimited) {
            return null;
        }
    }
}
