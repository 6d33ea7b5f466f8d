package dev.leakgate.stack;

import dev.leakgate.linux.ProcLimit;
import dev.leakgate.linux.ProcReader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Says what else limits the threads of a process besides the holes in its address space.
 *
 * @param reserved RLIMIT_AS in bytes; empty when there is none
 * @param threads how many threads it can have besides the main one, by what limits them
 */
public record Ceilings(OptionalLong reserved, Map<String, Long> threads) {

    /** None. */
    public static final Ceilings NONE = new Ceilings(OptionalLong.empty(), Map.of());

    private static final String ADDRESS_SPACE = "Max address space"; /* /proc/PID/limits */

    /** A stack is two mappings, itself and its guard. */
    private static final int MAPPINGS_PER_THREAD = 2;

    /**
     * Reads those of an image.
     *
     * @param limits as {@code /proc/PID/limits} prints them
     */
    public static Ceilings of(String limits) {
        ProcLimit space = ProcLimit.parse(limits).get(ADDRESS_SPACE);
        return new Ceilings(space == null ? OptionalLong.empty() : space.soft(), Map.of());
    }

    /**
     * Reads those of a process of this machine: the kernel's, and RLIMIT_AS.
     *
     * @param mappings that it has
     * @param threads that it has besides the main one
     */
    public static Ceilings of(ProcReader proc, int pid, int mappings, int threads) {
        Map<String, Long> most = new LinkedHashMap<>();
        proc.kernelLimit("vm/max_map_count")
                .ifPresent(
                        limit ->
                                most.put(
                                        text("vm.max_map_count", limit),
                                        threads + (limit - mappings) / MAPPINGS_PER_THREAD));
        for (String name : new String[] {"kernel/threads-max", "kernel/pid_max"}) {
            OptionalLong limit = proc.kernelLimit(name);
            OptionalLong all = proc.threadsOfMachine();
            if (limit.isPresent() && all.isPresent()) {
                most.put(
                        text(name.replace('/', '.'), limit.getAsLong()),
                        threads + limit.getAsLong() - all.getAsLong());
            }
        }
        ProcLimit space = proc.limits(pid).get(ADDRESS_SPACE);
        return new Ceilings(space == null ? OptionalLong.empty() : space.soft(), most);
    }

    private static String text(String name, long limit) {
        return String.format(Locale.ROOT, "%s = %,d", name, limit);
    }
}
