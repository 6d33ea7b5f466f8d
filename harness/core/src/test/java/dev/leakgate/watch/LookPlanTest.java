package dev.leakgate.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookPlanTest {

    private final LookPlan plan = new LookPlan();
    private final List<Integer> kept = new ArrayList<>();

    private boolean look(int number) {
        if (plan.isFull()) {
            for (int i = kept.size() - 2; i >= 0; i -= 2) {
                kept.remove(i);
            }
            plan.thinned();
        }
        if (plan.replacesLast()) {
            kept.remove(kept.size() - 1);
        }
        kept.add(number);
        return plan.taken();
    }

    @Test
    void keepsAllOfAShortWatch() {
        for (int i = 0; i < LookPlan.MOST; i++) {
            assertThat(look(i)).isTrue();
        }
        assertThat(kept).hasSize(LookPlan.MOST).startsWith(0, 1, 2);
    }

    @Test
    void coversTheWholeTimeOfALongOneInRoundsOfOneLength() {
        int last = -1;
        for (int i = 0; i < 100_000; i++) {
            last = look(i) ? i : last;
            assertThat(kept).hasSizeLessThanOrEqualTo(LookPlan.MOST);
            assertThat(kept.get(kept.size() - 1)).isEqualTo(i);
        }
        List<Integer> rounds = kept.stream().filter(look -> look <= 100_000 - 1024).toList();
        int length = rounds.get(1) - rounds.get(0);
        for (int i = 1; i < rounds.size(); i++) {
            assertThat(rounds.get(i) - rounds.get(i - 1)).isEqualTo(length);
        }
        assertThat(kept.get(0)).isLessThan(2 * length);
        assertThat(last).isGreaterThan(100_000 - 2 * length);
    }
}
