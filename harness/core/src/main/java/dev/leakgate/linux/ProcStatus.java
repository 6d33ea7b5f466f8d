package dev.leakgate.linux;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Holds what {@code /proc/PID/status} says of a process (proc_pid_status(5)). What the kernel does
 * not print is empty; a kernel thread and a zombie have no memory figures.
 *
 * @param name the command's name, at most 15 bytes of it
 * @param state R, S, D, T, t, Z, X or I; {@code '?'} when it is not printed
 * @param tgid the process that the thread belongs to
 * @param ppid its parent
 * @param tracerPid the process that traces it; 0 when none does
 * @param uid its real user
 * @param gid its real group
 * @param threads how many threads it has
 * @param vmRssBytes its resident memory
 * @param vmSizeBytes its address space
 * @param rssAnonBytes its resident anonymous memory, huge pages of hugetlbfs not counted; an
 *     estimate, except on kernels that sum it over their CPUs for each reader (6.16 and later)
 * @param vmSwapBytes its memory in swap, without that of shared memory
 * @param sigBlk the signals that its main thread blocks: bit n - 1 stands for signal n
 * @param nsPids its pid in each pid namespace from ours inward; the last one is its own
 */
public record ProcStatus(
        String name,
        char state,
        OptionalInt tgid,
        OptionalInt ppid,
        OptionalInt tracerPid,
        OptionalInt uid,
        OptionalInt gid,
        OptionalInt threads,
        OptionalLong vmRssBytes,
        OptionalLong vmSizeBytes,
        OptionalLong rssAnonBytes,
        OptionalLong vmSwapBytes,
        OptionalLong sigBlk,
        List<Integer> nsPids) {}
