package dev.leakgate.linux;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Reads how much memory the control groups of a process leave it. */
final class CgroupMemory {

    /** What version 1 prints when there is no limit is near the largest long. */
    private static final long NO_LIMIT = 1L << 60;

    private CgroupMemory() {}

    /** Gives the least that any group on the way up leaves, in bytes; empty without a limit. */
    static OptionalLong headroom(int pid) {
        long least = Long.MAX_VALUE;
        for (Path group : ControlGroups.of(pid, "memory")) {
            least = Math.min(least, left(group, "memory.max", "memory.current"));
            least = Math.min(least, left(group, "memory.limit_in_bytes", "memory.usage_in_bytes"));
        }
        return least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
    }

    private static long left(Path group, String limit, String use) {
        OptionalLong most = ControlGroups.number(group.resolve(limit));
        OptionalLong used = ControlGroups.number(group.resolve(use));
        return most.isPresent() && used.isPresent() && most.getAsLong() < NO_LIMIT
                ? most.getAsLong() - used.getAsLong()
                : Long.MAX_VALUE;
    }
}
