package dev.leakgate.check;

import static dev.leakgate.check.Recordings.HANDLER_STACKS;
import static dev.leakgate.check.Recordings.HEAP;
import static dev.leakgate.check.Recordings.TIMER_STACKS;
import static dev.leakgate.check.Recordings.rising;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKind;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.budget.BudgetResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedFiguresTest {

    private static final long MIB = 1 << 20;

    @Test
    void aTotalIsHeldAgainstTheLargestOfAllSnapshots() {
        Recording peak = Recordings.of(Map.of(HEAP, new long[] {MIB, 3 * MIB, 2 * MIB}));

        assertThat(total(RegionKind.HEAP, 3 * MIB, peak).met()).isTrue();
        BudgetResult broken = total(RegionKind.HEAP, 3 * MIB - 1, peak);
        assertThat(broken.met()).isFalse();
        assertThat(broken.observed()).isEqualTo(3.0 * MIB);
    }

    @Test
    void aKindIsSummedOverItsNames() {
        Recording recording =
                Recordings.of(
                        Map.of(
                                HANDLER_STACKS, new long[] {MIB, MIB},
                                TIMER_STACKS, new long[] {MIB, 2 * MIB},
                                HEAP, new long[] {9 * MIB, 9 * MIB}));

        assertThat(total(RegionKind.STACKS, 2 * MIB, recording))
                .hasToString("stacks peak 3 MiB, allowed 2 MiB");
    }

    @Test
    void aKindThatTheServiceDoesNotHaveKeepsEveryLimit() {
        Recording recording = Recordings.of(Map.of(HEAP, rising(MIB, 0)));

        BudgetResult result = total(RegionKind.SHARED_MEMORY, 0, recording);

        assertThat(result.met()).isTrue();
        assertThat(result.observed()).isZero();
    }

    @Test
    void aGrowthIsBrokenWhenTheRoundsShowItAboveTheLimit() {
        Recording recording = Recordings.of(Map.of(HEAP, rising(MIB, 64 * Recordings.REQUESTS)));

        assertThat(growth(80, recording).met()).isTrue();
        BudgetResult broken = growth(16, recording);
        assertThat(broken.met()).isFalse();
        assertThat(broken).hasToString("heap growth 64 B per request, allowed 16 B per request");
    }

    private static BudgetResult total(RegionKind kind, long limit, Recording recording) {
        return only(new RegionBudget(kind, ByteSize.ofBytes(limit), null), recording);
    }

    private static BudgetResult growth(double limit, Recording recording) {
        return only(new RegionBudget(RegionKind.HEAP, null, new BytesPerRequest(limit)), recording);
    }

    private static BudgetResult only(RegionBudget budget, Recording recording) {
        List<BudgetResult> results = RecordedFigures.judge(List.of(budget), List.of(), recording);
        assertThat(results).hasSize(1);
        return results.get(0);
    }
}
