package dev.leakgate.linux;

import dev.leakgate.units.ByteSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what the control group that limits a process's memory most has, and what became of it: of
 * version 2, or of version 1 where its memory controller is mounted.
 *
 * @param path the group's folder below /sys/fs/cgroup
 * @param limit memory.max, in bytes; empty when no group on the way up has one
 * @param used memory.current of that group, in bytes, page cache included
 * @param events memory.events by name: {@code low}, {@code high}, {@code max}, {@code oom}, {@code
 *     oom_kill}; of version 1 memory.failcnt as {@code max}, and {@code oom_kill}
 */
public record MemoryGroup(
        Path path, OptionalLong limit, OptionalLong used, Map<String, Long> events) {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final int MOST_EVENTS = 64;
    private static final String KILLS = "oom_kill";

    /** What version 1 prints when there is no limit is near the largest long. */
    private static final long NO_LIMIT = 1L << 60;

    /** Names the files of a version. */
    private record Names(String limit, String used, String events) {}

    private static final Names SECOND = new Names("memory.max", "memory.current", "memory.events");
    private static final Names FIRST =
            new Names("memory.limit_in_bytes", "memory.usage_in_bytes", "memory.oom_control");

    /** Makes the events unmodifiable. */
    public MemoryGroup {
        events = Map.copyOf(events);
    }

    /** Looks at the groups of a process; empty when it has none, or has ended. */
    public static Optional<MemoryGroup> of(int pid) {
        return of(text(Path.of("/proc/" + pid + "/cgroup")), ROOT);
    }

    /** Reads the groups that a text like {@code /proc/PID/cgroup} names. */
    static Optional<MemoryGroup> of(@Nullable String groups, Path root) {
        if (groups == null) {
            return Optional.empty();
        }
        Optional<MemoryGroup> first =
                groups.lines()
                        .map(line -> line.split(":", 3))
                        .filter(parts -> parts.length == 3)
                        .filter(parts -> List.of(parts[1].split(",", -1)).contains("memory"))
                        .findFirst()
                        .map(parts -> tightest(root.resolve("memory"), parts[2], FIRST));
        return first.isPresent()
                ? first
                : groups.lines()
                        .filter(line -> line.startsWith("0::"))
                        .findFirst()
                        .map(line -> tightest(root, line.substring(3), SECOND));
    }

    private static MemoryGroup tightest(Path root, String group, Names names) {
        Path own = root.resolve(group.replaceFirst("^/+", "")).normalize();
        Path at = own;
        Path tightest = own.startsWith(root) ? own : root;
        OptionalLong limit = OptionalLong.empty();
        while (at != null && at.startsWith(root)) {
            OptionalLong its = number(at.resolve(names.limit()));
            boolean limits = its.isPresent() && its.getAsLong() < NO_LIMIT;
            if (limits && (limit.isEmpty() || its.getAsLong() < limit.getAsLong())) {
                limit = its;
                tightest = at;
            }
            at = at.getParent();
        }
        return at(tightest, limit, names);
    }

    private static MemoryGroup at(Path group, OptionalLong limit, Names names) {
        Map<String, Long> events = events(text(group.resolve(names.events())));
        if (names.equals(FIRST)) {
            events.keySet().retainAll(List.of(KILLS));
            number(group.resolve("memory.failcnt"))
                    .ifPresent(failures -> events.put("max", failures));
        }
        return new MemoryGroup(group, limit, number(group.resolve(names.used())), events);
    }

    /** Returns how many processes of the group the kernel killed for want of memory. */
    public long kills() {
        return events.getOrDefault(KILLS, 0L);
    }

    /** Reads the same group again. */
    public MemoryGroup again() {
        boolean first = Files.exists(path.resolve(FIRST.limit()));
        Names names = first ? FIRST : SECOND;
        return at(path, limit, names);
    }

    /** Says it for people, {@code "412 MiB of 512 MiB, 1 out-of-memory kill"}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(used.isPresent() ? new ByteSize(used.getAsLong()) : "?");
        text.append(limit.isPresent() ? " of " + new ByteSize(limit.getAsLong()) : "");
        if (kills() > 0) {
            text.append(", ").append(kills()).append(" out-of-memory kill");
            text.append(kills() == 1 ? "" : "s");
        }
        return text.toString();
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
