package dev.leakgate.linux;

import dev.leakgate.units.ByteSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

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

    private static final int MOST_EVENTS = 64;
    private static final String KILLS = "oom_kill";

    /** What version 1 prints when there is no limit is near the largest long. */
    private static final long NO_LIMIT = 1L << 60;

    /** Names the files of a version. */
    private record Names(String limit, String used, String events) {

        static Names in(Path group) {
            return Files.exists(group.resolve(FIRST.limit())) ? FIRST : SECOND;
        }
    }

    private static final Names SECOND = new Names("memory.max", "memory.current", "memory.events");
    private static final Names FIRST =
            new Names("memory.limit_in_bytes", "memory.usage_in_bytes", "memory.oom_control");

    /** Makes the events unmodifiable. */
    public MemoryGroup {
        events = Map.copyOf(events);
    }

    /** Looks at the groups of a process; empty when it has none, or has ended. */
    public static Optional<MemoryGroup> of(int pid) {
        return tightest(ControlGroups.of(pid, "memory"));
    }

    /** Gives the least that any group on the way up leaves, in bytes; empty without a limit. */
    static OptionalLong headroom(int pid) {
        return ControlGroups.of(pid, "memory").stream()
                .map(group -> at(group, limit(group)))
                .filter(group -> group.limit().isPresent() && group.used().isPresent())
                .mapToLong(group -> group.limit().getAsLong() - group.used().getAsLong())
                .min();
    }

    /** Finds the one with the least limit, the innermost of all when there is none. */
    static Optional<MemoryGroup> tightest(List<Path> groups) {
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        Path tightest = groups.get(0);
        OptionalLong limit = OptionalLong.empty();
        for (Path group : groups) {
            OptionalLong its = limit(group);
            if (its.isPresent() && (limit.isEmpty() || its.getAsLong() < limit.getAsLong())) {
                limit = its;
                tightest = group;
            }
        }
        return Optional.of(at(tightest, limit));
    }

    private static OptionalLong limit(Path group) {
        OptionalLong limit = ControlGroups.number(group.resolve(Names.in(group).limit()));
        return limit.isPresent() && limit.getAsLong() < NO_LIMIT ? limit : OptionalLong.empty();
    }

    private static MemoryGroup at(Path group, OptionalLong limit) {
        Names names = Names.in(group);
        Map<String, Long> events = events(ControlGroups.text(group.resolve(names.events())));
        if (names.equals(FIRST)) {
            events.keySet().retainAll(List.of(KILLS));
            ControlGroups.number(group.resolve("memory.failcnt"))
                    .ifPresent(failures -> events.put("max", failures));
        }
        return new MemoryGroup(
                group, limit, ControlGroups.number(group.resolve(names.used())), events);
    }

    /** Returns how many processes of the group the kernel killed for want of memory. */
    public long kills() {
        return events.getOrDefault(KILLS, 0L);
    }

    /** Reads the same group again. */
    public MemoryGroup again() {
        return at(path, limit);
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

    private static Map<String, Long> events(String text) {
        Map<String, Long> events = new TreeMap<>();
        text.lines()
                .limit(MOST_EVENTS)
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 2 && words[1].matches("[0-9]{1,18}"))
                .forEach(words -> events.put(words[0], Long.valueOf(words[1])));
        return events;
    }
}
