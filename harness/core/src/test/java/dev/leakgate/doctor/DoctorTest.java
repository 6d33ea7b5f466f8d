package dev.leakgate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.doctor.Finding.State;
import dev.leakgate.linux.MeasurablePlatform;
import dev.leakgate.linux.TracingRights;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DoctorTest {

    @Test
    void sendsWhoeverIsNotOnLinuxToAMachineThatCanMeasure() {
        Diagnosis diagnosis = Doctor.examine(new MeasurablePlatform("Mac OS X", "aarch64"));

        assertThat(diagnosis.usable()).isFalse();
        assertThat(diagnosis.lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("broken   platform  Leakgate cannot measure on Mac OS X: ");
    }

    @Test
    void namesWhatYamaForbidsWithTheRemedy() {
        assertThat(MachineFacts.tracing(rights(3, true)).remedy())
                .isEqualTo("boot with kernel.yama.ptrace_scope=1 (/etc/sysctl.d)");
        assertThat(MachineFacts.tracing(rights(2, true)).state()).isEqualTo(State.OK);
        assertThat(MachineFacts.tracing(rights(1, false)))
                .isEqualTo(
                        Finding.limited(
                                "ptrace",
                                "Yama's scope is 1, CAP_SYS_PTRACE is missing, seccomp filters"
                                        + " nothing: services that a check launches can be frozen,"
                                        + " others not",
                                "sysctl kernel.yama.ptrace_scope=0 as root, or docker run --cap-add"
                                        + " SYS_PTRACE"));
        assertThat(MachineFacts.tracing(new TracingRights(OptionalInt.empty(), false, 2)))
                .isEqualTo(
                        Finding.ok(
                                "ptrace",
                                "Yama is absent, CAP_SYS_PTRACE is missing, seccomp filters system"
                                        + " calls"));
    }

    @Test
    void saysWhereTheCoresOfACrashGo() {
        assertThat(CoreFacts.of("core", false).state()).isEqualTo(State.OK);
        assertThat(CoreFacts.of("core", true).text()).contains("hard limit on cores is 0");
        assertThat(CoreFacts.of("|/lib/systemd/systemd-coredump %P", false).text())
                .contains("coredumpctl dump PID");
        assertThat(CoreFacts.of("|/usr/share/apport/apport %p", false).remedy())
                .isEqualTo("sysctl -w kernel.core_pattern=core as root");
        assertThat(CoreFacts.of("", false).state()).isEqualTo(State.LIMITED);
    }

    @Test
    void printsTheRemedyBelowWhatItRemedies() {
        Diagnosis diagnosis =
                new Diagnosis(
                        List.of(
                                Finding.ok("gdb", "/usr/bin/gdb opens the cores"),
                                Finding.limited("heaptrack", "not in PATH", "apt-get install it")));

        assertThat(diagnosis.lines())
                .containsExactly(
                        "ok       gdb        /usr/bin/gdb opens the cores",
                        "limited  heaptrack  not in PATH",
                        "                    → apt-get install it",
                        "Verdicts that are reached on this machine can be believed.");
        assertThat(diagnosis.json())
                .contains("\"schema\" : \"leakgate/doctor/1\"", "\"usable\" : true")
                .containsOnlyOnce("remedy");
    }

    private static TracingRights rights(int scope, boolean capability) {
        return new TracingRights(OptionalInt.of(scope), capability, 0);
    }
}
