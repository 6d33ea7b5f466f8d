package dev.leakgate.linux;

import java.util.OptionalInt;

/**
 * Says what this process may do to others.
 *
 * @param yamaScope {@code kernel.yama.ptrace_scope}, 0 to 3; empty where there is no Yama
 * @param ptraceCapability whether it has CAP_SYS_PTRACE
 * @param seccomp the mode of its system call filter: 0 none, 1 strict, 2 a filter
 */
public record TracingRights(OptionalInt yamaScope, boolean ptraceCapability, int seccomp) {

    /** Asks the kernel about this JVM. */
    public static TracingRights ours() {
        int self = (int) ProcessHandle.current().pid();
        return new TracingRights(
                TracePermission.yamaScope(),
                StatusField.hasCapability(self, TracePermission.CAP_SYS_PTRACE),
                (int) StatusField.number(self, "Seccomp"));
    }
}
