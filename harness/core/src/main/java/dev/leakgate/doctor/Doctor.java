package dev.leakgate.doctor;

import dev.leakgate.linux.MeasurablePlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Examines this machine, in about ten seconds. */
public final class Doctor {

    private Doctor() {}

    /** Examines the machine that this JVM runs on. */
    public static Diagnosis examine() {
        return examine(MeasurablePlatform.current());
    }

    static Diagnosis examine(MeasurablePlatform platform) {
        Optional<String> missing = platform.missing();
        if (missing.isPresent()) {
            return new Diagnosis(
                    List.of(
                            Finding.broken(
                                    "platform",
                                    missing.get(),
                                    "run leakgate doctor where the checks run")));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(MachineFacts.platform());
        findings.add(MachineFacts.tracing());
        findings.add(MachineFacts.measuringLock());
        findings.add(MachineFacts.memoryGroup());
        findings.add(CoreFacts.find());
        findings.add(SnapshotCost.measure());
        findings.add(SnapshotCost.scan());
        findings.add(Program32.run());
        findings.addAll(ToolFacts.find());
        findings.addAll(SelfTest.run());
        return new Diagnosis(findings);
    }
}
