package dev.leakgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void showsBothTimesTheRatioAndWhetherTheGoalIsMet() {
        assertThat(
                        Table.of(
                                List.of(
                                        row("reads much", 2.5, 100_000_000, 250_000_000),
                                        row("reads little", 3, 1_000_000, 2_990_000),
                                        row("reads", 0, 2_000_000, 1_000_000))))
                .isEqualTo(
                        """
                        what                                                       ours  reference          theirs  cheaper  to reach
                        reads much                                            100.00 ms  pmap -x PID     250.00 ms    2.5 ×  2.5 ×  met
                        reads little                                            1.00 ms  pmap -x PID       2.99 ms    3.0 ×  3.0 ×  MISSED
                        reads                                                   2.00 ms  pmap -x PID       1.00 ms    0.5 ×  -
                        """);
    }

    private static Comparison.Times row(String name, double goal, long ours, long theirs) {
        Comparison.Work nothing = () -> {};
        return new Comparison.Times(
                new Comparison(name, "pmap -x PID", goal, nothing, nothing), ours, theirs);
    }
}
