package dev.leakgate.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        byte[] tls) {

    /** Lists the threads of a capture that stood and were let go, the main thread first. */
    static List<ThreadState> released(int pid, ThreadSlots slots) {
        List<ThreadState> states = new ArrayList<>();
        try (ProcReader proc = new ProcReader()) {
            for (int slot = 0; slot < slots.count(); slot++) {
                if (slots.standing(slot) == ThreadSlots.FREE) {
                    Optional<String> name = proc.threadName(pid, slots.tid(slot));
                    boolean main = slots.tid(slot) == pid;
                    states.add(main ? 0 : states.size(), slots.state(slot, name.orElse("")));
                }
            }
        }
        return List.copyOf(states);
    }
}
