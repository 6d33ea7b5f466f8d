package dev.leakgate.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.finding.Growth.OfGroup;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static final RegionKey HEAP = new RegionKey("", RegionKind.HEAP, "");
    private static final List<String> REGIONS = List.of("arenas of handler", "heap");
    private static final int DIRECT = 0;
    private static final int REACHABLE = 3;

    private final GroupTable groups = new GroupTable(100);

    @Test
    void whatNothingPointsToIsTheLikelierLeak() {
        int pool = add(1, REACHABLE, 1504, 100);
        int leak = add(1, DIRECT, 1504, 4500);
        int other = add(0, DIRECT, 1504, 9000);

        assertThat(Growth.share(groups, REGIONS, List.of(new GrownSize(HEAP, 1504, 4000, 4000))))
                .containsExactly(new OfGroup(leak, 4000, 4000));
        assertThat(List.of(pool, other)).doesNotContain(leak);
    }

    @Test
    void whatIsLeftGoesToThoseThatAreHeld() {
        int small = add(1, REACHABLE, 48, 10);
        int large = add(1, REACHABLE, 48, 900);
        int leak = add(1, DIRECT, 48, 300);

        assertThat(Growth.share(groups, REGIONS, List.of(new GrownSize(HEAP, 48, 1000, 500))))
                .containsExactly(new OfGroup(leak, 300, 500), new OfGroup(large, 700, 500));
        assertThat(groups.chunks(small)).isEqualTo(10);
    }

    @Test
    void aSizeThatTheImageDoesNotHaveHasNoGroup() {
        add(1, DIRECT, 48, 300);

        assertThat(Growth.share(groups, REGIONS, List.of(new GrownSize(HEAP, 64, 1000, 500))))
                .isEmpty();
    }

    private int add(int region, int reachability, long size, int chunks) {
        int group = -1;
        for (int i = 0; i < chunks; i++) {
            group = groups.add(region, reachability, chunks, size, i);
        }
        return group;
    }
}
