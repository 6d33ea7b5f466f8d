package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Says of each thing that forbids tracing what it is and what helps; few machines have them all.
 */
class TracePermissionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | 3 | true | no: kernel.yama.ptrace_scope is 3, which forbids it to everybody;"
                        + " boot with kernel.yama.ptrace_scope=1 (/etc/sysctl.d); it cannot be"
                        + " lowered while the system runs",
                "true | 1 | false | no: kernel.yama.ptrace_scope is 1, which allows our own children"
                        + " only; run sysctl kernel.yama.ptrace_scope=0 as root, or give the JVM"
                        + " CAP_SYS_PTRACE (docker run --cap-add SYS_PTRACE)",
                "true | 2 | false | no: kernel.yama.ptrace_scope is 2, which allows processes with"
                        + " CAP_SYS_PTRACE only; run sysctl kernel.yama.ptrace_scope=0 as root, or"
                        + " give the JVM CAP_SYS_PTRACE (docker run --cap-add SYS_PTRACE)",
                "false | 1 | false | no; run as the same user or as root, or give the JVM"
                        + " CAP_SYS_PTRACE (docker run --cap-add SYS_PTRACE); a process that changed"
                        + " its user, or has more capabilities than we, needs the latter two",
                "false | 0 | true | no; look for a security module that denies ptrace (AppArmor,"
                        + " SELinux, seccomp of the container)",
            })
    void namesTheCauseAndTheRemedy(boolean ours, int scope, boolean capable, String told) {
        CaptureRefusedException refused = TracePermission.explain("no", ours, scope, capable);

        assertThat(refused.getMessage() + "; " + refused.remedy()).isEqualTo(told);
    }
}
