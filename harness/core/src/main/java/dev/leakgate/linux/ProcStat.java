package dev.leakgate.linux;

/**
 * Holds what {@code /proc/PID/stat} says of a process (proc_pid_stat(5)).
 *
 * @param pid the process
 * @param comm the command's name as it is: it may hold spaces, parentheses and line feeds
 * @param state R, S, D, T, t, Z, X or I
 * @param ppid its parent
 * @param pgrp its process group
 * @param session its session
 * @param utimeTicks its time in user mode, over all its threads, ended ones too, in ticks of 10 ms
 * @param stimeTicks the same in kernel mode
 * @param threads how many threads it has
 * @param startTicks when it started, in ticks of 10 ms since boot
 */
public record ProcStat(
        int pid,
        String comm,
        char state,
        int ppid,
        int pgrp,
        int session,
        long utimeTicks,
        long stimeTicks,
        int threads,
        long startTicks) {

    /** How many ticks a second has for programs: fixed at 100 on x86 (asm/param.h: USER_HZ). */
    public static final int TICKS_PER_SECOND = 100;

    /** Names the process so that a later one with the same pid is another. */
    public ProcessId id() {
        return new ProcessId(pid, startTicks);
    }

    /** Tells whether it has ended and only waits for its parent to take notice. */
    public boolean zombie() {
        return state == 'Z' || state == 'X';
    }
}
