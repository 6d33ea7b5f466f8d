package dev.leakgate.image;

import dev.leakgate.linux.ThreadState;
import dev.leakgate.units.WordSize;
import java.util.ArrayList;
import java.util.List;

/** Shows stopped threads as an image does. */
final class ProcessThreads {

    private static final int NOT_PENDING = 0;

    private ProcessThreads() {}

    static List<ImageThread> of(List<ThreadState> states) {
        return states.stream().map(ProcessThreads::of).toList();
    }

    private static ImageThread of(ThreadState state) {
        Registers registers =
                state.is32()
                        ? Registers.of32From64(state.registers())
                        : Registers.of(WordSize.BITS_64, state.registers());
        return ImageThread.of(
                state.tid(),
                state.name(),
                registers,
                ThreadStatus.ofSignals(0, NOT_PENDING, state.blockedSignals()),
                sets(state));
    }

    private static List<RegisterSet> sets(ThreadState state) {
        List<RegisterSet> sets = new ArrayList<>();
        add(sets, "CORE", RegisterSet.NT_FPREGSET, state.fpregset());
        add(sets, "LINUX", RegisterSet.NT_PRXFPREG, state.xfpregs());
        add(sets, "LINUX", RegisterSet.NT_X86_XSTATE, state.xstate());
        add(sets, "LINUX", RegisterSet.NT_386_TLS, state.tls());
        return sets;
    }

    private static void add(List<RegisterSet> sets, String owner, int type, byte[] bytes) {
        if (bytes.length > 0) {
            sets.add(new RegisterSet(owner, type, bytes));
        }
    }
}
