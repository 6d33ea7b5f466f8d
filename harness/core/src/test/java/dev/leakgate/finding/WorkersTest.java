package dev.leakgate.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.leakgate.graph.Reachability;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private static final RegionKey HEAP = new RegionKey("worker", RegionKind.HEAP, "");
    private static final RegionKey OF_MASTER = new RegionKey("master", RegionKind.HEAP, "");
    private static final GrownSize GROWN = new GrownSize(HEAP, 208, 4000, 4000);

    @Test
    void objectsOfAllWorkersAreOneFindingThatHasNoMoreThanTheyGained() {
        List<Finding> together =
                Workers.together(
                        List.of(
                                List.of(lost(HEAP, 1600)),
                                List.of(lost(HEAP, 2700)),
                                List.of(lost(HEAP, 200))),
                        List.of(GROWN));

        assertThat(together).hasSize(1);
        Finding finding = together.get(0);
        assertThat(finding.chunks()).isEqualTo(4500);
        assertThat(finding.grown()).isEqualTo(new Finding.Grown(4000, 4000));
        assertThat(finding.processes()).isEqualTo(3);
        assertThat(finding.threads()).containsExactly("nginx", "nginx", "nginx");
    }

    @Test
    void whatNothingPointsToComesFirstAndWhatIsHeldHasTheRest() {
        List<Finding> together =
                Workers.together(
                        List.of(
                                List.of(lost(HEAP, 1000), held(900)),
                                List.of(held(4000), lost(HEAP, 500))),
                        List.of(GROWN));

        assertThat(together)
                .extracting(Finding::reachability, Finding::chunks, WorkersTest::came)
                .containsExactly(
                        tuple(Reachability.DIRECT, 1500L, 1500L),
                        tuple(Reachability.REACHABLE, 4900L, 2500L));
    }

    @Test
    void rolesStayApart() {
        List<Finding> together =
                Workers.together(
                        List.of(List.of(lost(HEAP, 4000)), List.of(lost(OF_MASTER, 70))),
                        List.of(GROWN, new GrownSize(OF_MASTER, 208, 60, 4000)));

        assertThat(together)
                .extracting(Finding::region, WorkersTest::came)
                .containsExactly(tuple(HEAP, 4000L), tuple(OF_MASTER, 60L));
    }

    private static long came(Finding finding) {
        return Objects.requireNonNull(finding.grown()).chunks();
    }

    private static Finding lost(RegionKey region, long chunks) {
        return finding(region, Reachability.DIRECT, chunks);
    }

    private static Finding held(long chunks) {
        return finding(HEAP, Reachability.REACHABLE, chunks);
    }

    private static Finding finding(RegionKey region, Reachability reachability, long chunks) {
        return new Finding(
                reachability.isLeaked() ? "a" : "b",
                region,
                List.of("nginx"),
                reachability,
                Optional.of("Request"),
                List.of(),
                208,
                chunks,
                new Finding.Grown(chunks, 4000),
                List.of(),
                List.of(),
                Optional.empty(),
                "advice",
                1);
    }
}
