package dev.leakgate.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.doctor.Finding.State;
import dev.leakgate.report.RunDocument;
import dev.leakgate.testing.RunFiles;
import dev.leakgate.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** A gate that cannot see a leak is broken, not green. */
class SelfTestTest {

    private static final RunDocument CLEAN = run(Verdict.CLEAN, 0);

    @Test
    void isContentWhenTheLeakIsSeenInItsSizeAndTheTwinIsClean() {
        assertThat(SelfTest.judge(run(Verdict.LEAK, 1048), CLEAN))
                .isEqualTo(
                        Finding.ok(
                                "self-test",
                                "a leak of 1,000 B per request was seen as 1,048 B per request, its"
                                        + " healthy twin called CLEAN"));
    }

    @Test
    void isBrokenWhenTheLeakIsMissedOrItsSizeIsWrong() {
        assertThat(SelfTest.judge(CLEAN, CLEAN).state()).isEqualTo(State.BROKEN);
        assertThat(SelfTest.judge(run(Verdict.LEAK, 90), CLEAN).state()).isEqualTo(State.BROKEN);
        assertThat(SelfTest.judge(run(Verdict.LEAK, 9000), CLEAN).state()).isEqualTo(State.BROKEN);
    }

    @Test
    void isBrokenWhenTheHealthyTwinIsCalledALeak() {
        assertThat(SelfTest.judge(run(Verdict.LEAK, 1048), run(Verdict.LEAK, 5)))
                .satisfies(finding -> assertThat(finding.state()).isEqualTo(State.BROKEN))
                .satisfies(
                        finding ->
                                assertThat(finding.text())
                                        .startsWith("a service that keeps nothing was called: "));
    }

    @Test
    void saysWhenTheLeakingServiceCouldNotBeFrozen() {
        assertThat(SelfTest.capture(CLEAN).state()).isEqualTo(State.LIMITED);
    }

    private static RunDocument run(Verdict verdict, double growth) {
        return RunFiles.run(
                verdict.name(),
                """
                ,"regions":[{"kind":"heap","first":1,"last":2,
                  "growthPerRequest":{"value":%1$s,"low":%1$s,"high":%1$s}}]"""
                        .formatted(growth));
    }
}
