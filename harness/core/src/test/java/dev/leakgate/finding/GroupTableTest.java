package dev.leakgate.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupTableTest {

    @Test
    void chunksThatAreAlikeAreOneGroup() {
        GroupTable table = new GroupTable(100);
        int group = table.add(3, 1, 70_000, 1504, 0x1000);

        assertThat(table.add(3, 1, 70_000, 1504, 0x2000)).isEqualTo(group);
        assertThat(table.add(3, 1, 70_000, 1520, 0x3000)).isNotEqualTo(group);
        assertThat(table.add(3, 2, 70_000, 1504, 0x4000)).isNotEqualTo(group);
        assertThat(table.add(2, 1, 70_000, 1504, 0x5000)).isNotEqualTo(group);
        assertThat(table.add(3, 1, 0, 1504, 0x6000)).isNotEqualTo(group);
        assertThat(table.count()).isEqualTo(5);
        assertThat(table.region(group)).isEqualTo(3);
        assertThat(table.reachability(group)).isEqualTo(1);
        assertThat(table.type(group)).isEqualTo(70_000);
        assertThat(table.size(group)).isEqualTo(1504);
        assertThat(table.chunks(group)).isEqualTo(2);
        assertThat(table.bytes(group)).isEqualTo(3008);
        assertThat(table.first(group)).isEqualTo(0x1000);
        assertThat(table.find(3, 1, 70_000, 1504)).isEqualTo(group);
        assertThat(table.find(9, 1, 70_000, 1504)).isEqualTo(-1);
    }

    @Test
    void countsAsAMapWould() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        GroupTable table = new GroupTable(Integer.MAX_VALUE);
        Map<List<Integer>, Long> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            int region = random.nextInt(1 << 20);
            int type = random.nextInt(Integer.MAX_VALUE);
            int[] kind = i % 2 == 0 ? new int[] {7, 2, 9} : new int[] {region, i % 4, type};
            int size = 16 * random.nextInt(50);
            table.add(kind[0], kind[1], kind[2], size, i);
            expected.merge(List.of(kind[0], kind[1], kind[2], size), 1L, Long::sum);
        }

        assertThat(table.count()).isEqualTo(expected.size());
        for (int group = 0; group < table.count(); group++) {
            assertThat(
                            expected.get(
                                    List.of(
                                            table.region(group),
                                            table.reachability(group),
                                            table.type(group),
                                            (int) table.size(group))))
                    .isEqualTo(table.chunks(group));
        }
    }

    @Test
    void groupsBeyondTheLimitAreSummedUp() {
        GroupTable table = new GroupTable(2);
        table.add(0, 0, 0, 32, 1);
        table.add(0, 0, 0, 48, 2);

        assertThat(table.add(0, 0, 0, 64, 3)).isEqualTo(-1);
        assertThat(table.add(0, 0, 0, 80, 4)).isEqualTo(-1);
        assertThat(table.add(0, 0, 0, 32, 5)).isZero();
        assertThat(table.others()).isEqualTo(2);
        assertThat(table.otherBytes()).isEqualTo(144);
    }

    @Test
    void theLargestComesFirst() {
        GroupTable table = new GroupTable(10);
        table.add(0, 0, 0, 32, 1);
        table.add(0, 0, 0, 4096, 2);
        table.add(0, 0, 0, 48, 3);

        assertThat(table.largestFirst()).containsExactly(1, 2, 0);
    }
}
