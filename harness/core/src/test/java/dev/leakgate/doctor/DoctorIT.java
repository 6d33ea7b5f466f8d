package dev.leakgate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.doctor.Finding.State;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DoctorIT {

    @Test
    void seesTheLeakOfItsOwnServiceOnThisMachine() {
        Diagnosis diagnosis = Doctor.examine();

        Map<String, Finding> findings =
                diagnosis.findings().stream()
                        .collect(Collectors.toMap(Finding::name, Function.identity()));
        assertThat(diagnosis.usable()).as(String.join("\n", diagnosis.lines())).isTrue();
        assertThat(findings.get("self-test"))
                .satisfies(finding -> assertThat(finding.state()).isNotEqualTo(State.BROKEN))
                .satisfies(
                        finding ->
                                assertThat(finding.text())
                                        .containsAnyOf(
                                                "a leak of 1,000 B per request was seen as 1,0",
                                                "not run: another check measures"));
        assertThat(findings).containsKeys("ptrace", "cores", "snapshot", "samples", "i386", "gdb");
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.state() != State.OK)
                .allSatisfy(finding -> assertThat(finding.remedy()).isNotBlank());
    }

    @Test
    void runsA32BitProgramWhereTheKernelDoes() {
        // The machine that this project is tested on runs them; elsewhere the remedy is named.
        Finding finding = Program32.run();
        assertThat(finding.state() == State.OK || finding.remedy() != null).isTrue();
    }
}
