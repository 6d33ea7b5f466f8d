package dev.leakgate.recording;

import dev.leakgate.linux.ProcLimit;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/** Tells at which number the kernel refuses one more of something. */
final class CountLimits {

    private static final String OPEN_FILES = "Max open files"; /* /proc/PID/limits */

    private CountLimits() {}

    /** Reads the limits of a process; what is not limited, or not told, is absent. */
    static Map<Count, Long> of(ProcReader proc, ProcessId process) {
        Map<Count, Long> limits = new EnumMap<>(Count.class);
        proc.kernelLimit("vm/max_map_count").ifPresent(limit -> limits.put(Count.MAPPINGS, limit));
        ProcLimit openFiles = proc.limits(process.pid()).get(OPEN_FILES);
        OptionalLong soft = openFiles == null ? OptionalLong.empty() : openFiles.soft();
        soft.ifPresent(limit -> limits.put(Count.DESCRIPTORS, limit));
        return limits;
    }
}
