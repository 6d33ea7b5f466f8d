package dev.leakgate.linux;

/**
 * Holds a thread's registers as they were when it stood still.
 *
 * @param tid its id
 * @param name its name, at most 15 bytes; {@code ""} when it ended meanwhile
 * @param is32 whether it runs 32-bit code
 * @param registers 27 general registers in the 64-bit order of {@code struct user_regs_struct},
 *     also those of a 32-bit thread
 * @param blockedSignals signals that it blocks: bit n - 1 stands for signal n
 * @param fpregset as PTRACE_GETREGSET gives NT_FPREGSET; empty when there is none, as below
 * @param xstate NT_X86_XSTATE, laid out as Intel does also on a processor of AMD
 * @param xfpregs NT_PRXFPREG, of 32-bit threads
 * @param tls NT_386_TLS, of 32-bit threads
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, compared by nobody
public record ThreadState(
        int tid,
        String name,
        boolean is32,
        long[] registers,
        long blockedSignals,
        byte[] fpregset,
        byte[] xstate,
        byte[] xfpregs,
        byte[] tls) {}
