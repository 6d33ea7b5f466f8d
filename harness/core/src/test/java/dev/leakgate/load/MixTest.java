package dev.leakgate.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MixTest {

    private static final LoadMethod NOTHING = load -> {};

    private static LoadGenerator threads(int count) {
        return new LoadGenerator(Closed.address(), count, Duration.ofSeconds(30));
    }

    @Test
    void sendsExactlyItsSharesInEachRoundFromAnyNumberOfThreads() throws Exception {
        Mix mix = Mix.of("read", 7, NOTHING).and("write", 2, NOTHING).and("login", 1, NOTHING);
        try (LoadGenerator load = threads(4)) {
            for (int round = 0; round < 5; round++) {
                assertThat(load.run(1_000, mix).kinds())
                        .isEqualTo(
                                Map.of(
                                        "read", new KindCount(700, 0),
                                        "write", new KindCount(200, 0),
                                        "login", new KindCount(100, 0)));
            }
        }
    }

    @Test
    void spreadsTheKindsOverARound() throws Exception {
        List<String> sent = Collections.synchronizedList(new ArrayList<>());
        Mix mix =
                Mix.of("a", 5, load -> sent.add("a"))
                        .and("b", 1, load -> sent.add("b"))
                        .and("c", 1, load -> sent.add("c"));
        try (LoadGenerator load = threads(1)) {
            load.run(7, mix);
            load.run(7, mix);
        }
        assertThat(String.join("", sent)).isEqualTo("aabacaa".repeat(2));
    }

    @Test
    void countsFailuresByKind() throws Exception {
        Mix mix =
                Mix.of("good", 3, NOTHING)
                        .and(
                                "bad",
                                1,
                                load -> {
                                    throw new IllegalStateException("bad");
                                });
        try (LoadGenerator load = threads(2)) {
            LoadBlock block = load.run(40, mix);
            assertThat(block.failed()).isEqualTo(10);
            assertThat(block.kinds())
                    .isEqualTo(Map.of("good", new KindCount(30, 0), "bad", new KindCount(10, 10)));
            LoadReport sum = LoadReport.NONE.add(block).add(block);
            assertThat(sum.kinds()).containsEntry("bad", new KindCount(20, 20));
        }
    }

    @Test
    void boundsTheNamesOfKinds() throws Exception {
        try (LoadGenerator load = threads(1)) {
            LoadBlock block = load.run(1_000, driver -> driver.kind("user " + driver.request()));
            assertThat(block.kinds()).hasSize(RunningKinds.MOST + 1);
            assertThat(block.kinds())
                    .containsEntry("other", new KindCount(1_000 - RunningKinds.MOST, 0));
        }
    }

    @Test
    void numbersTheRequestsOfEachRoundFromOne() throws Exception {
        List<Long> numbers = Collections.synchronizedList(new ArrayList<>());
        try (LoadGenerator load = threads(1)) {
            load.run(3, driver -> numbers.add(driver.request()));
            load.run(3, driver -> numbers.add(driver.request()));
        }
        assertThat(numbers).containsExactly(1L, 2L, 3L, 1L, 2L, 3L);
    }

    @Test
    void refusesWhatIsNoMix() {
        assertThatThrownBy(() -> Mix.of("a", 0, NOTHING))
                .hasMessage("weight of \"a\" = 0 must be 1 or more");
        assertThatThrownBy(() -> Mix.of("a", 1, NOTHING).and("a", 1, NOTHING))
                .hasMessage("the mix has \"a\" already");
        assertThatThrownBy(() -> Mix.of("a", 1, NOTHING).and("b", Mix.LARGEST_SUM, NOTHING))
                .hasMessageContaining("write smaller ones of the same ratio");
    }
}
