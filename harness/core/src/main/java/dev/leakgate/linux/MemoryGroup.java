package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what the control group (version 2) that limits a process's memory most has, and what became
 * of it.
 *
 * @param path the group's folder below /sys/fs/cgroup
 * @param limit memory.max, in bytes; empty when no group on the way up has one
 * @param used memory.current of that group, in bytes, page cache included
 * @param events memory.events by name: {@code low}, {@code high}, {@code max}, {@code oom}, {@code
 *     oom_kill}
 */
public record MemoryGroup(
        Path path, OptionalLong limit, OptionalLong used, Map<String, Long> events) {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final int MOST_EVENTS = 64;

    /** Makes the events unmodifiable. */
    public MemoryGroup {
        events = Map.copyOf(events);
    }

    /** Looks at the groups of a process; empty when it has none of version 2, or has ended. */
    public static Optional<MemoryGroup> of(int pid) {
        return of(text(Path.of("/proc/" + pid + "/cgroup")), ROOT);
    }

    /** Reads the groups that a text like {@code /proc/PID/cgroup} names. */
    static Optional<MemoryGroup> of(@Nullable String groups, Path root) {
        if (groups == null) {
            return Optional.empty();
        }
        return groups.lines()
                .filter(line -> line.startsWith("0::"))
                .findFirst()
                .map(line -> tightest(root, line.substring(3)));
    }

    private static MemoryGroup tightest(Path root, String group) {
        Path own = root.resolve(group.replaceFirst("^/+", "")).normalize();
        Path at = own;
        Path tightest = own.startsWith(root) ? own : root;
        OptionalLong limit = OptionalLong.empty();
        while (at != null && at.startsWith(root)) {
            OptionalLong its = number(at.resolve("memory.max"));
            if (its.isPresent() && (limit.isEmpty() || its.getAsLong() < limit.getAsLong())) {
                limit = its;
                tightest = at;
            }
            at = at.getParent();
        }
        return new MemoryGroup(
                tightest,
                limit,
                number(tightest.resolve("memory.current")),
                events(text(tightest.resolve("memory.events"))));
    }

    private static Map<String, Long> events(@Nullable String text) {
        Map<String, Long> events = new TreeMap<>();
        (text == null ? "" : text)
                .lines()
                .limit(MOST_EVENTS)
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 2 && words[1].matches("[0-9]{1,18}"))
                .forEach(words -> events.put(words[0], Long.valueOf(words[1])));
        return events;
    }

    private static OptionalLong number(Path file) {
        String text = text(file);
        return text != null && text.strip().matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(text.strip()))
                : OptionalLong.empty();
    }

    private static @Nullable String text(Path file) {
        try {
            byte[] bytes = new ProcFile().whole(file);
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        } catch (RuntimeException unreadable) {
            return null;
        }
    }
}
