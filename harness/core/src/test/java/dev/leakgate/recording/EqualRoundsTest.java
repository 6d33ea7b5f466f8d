package dev.leakgate.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EqualRoundsTest {

    private static Recording recording(int mean, long... requestsDone) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (long done : requestsDone) {
            snapshots.add(
                    new Snapshot(
                            Duration.ZERO, done, new TreeMap<>(), 1, 1, 3, false, Duration.ZERO));
        }
        return new Recording(mean, snapshots);
    }

    @Test
    void leavesEqualRoundsAsTheyAre() {
        long[] levels = {7, 1_007, 900, 901};
        assertThat(recording(100, 50, 150, 250, 350).atEqualRounds(levels)).isEqualTo(levels);
    }

    @Test
    void scalesWhatGrewToTheMeanRound() {
        Recording recording = recording(200, 1_000, 1_100, 1_400, 1_600);
        long[] sixteenBytesPerRequest = {5_000, 6_600, 11_400, 14_600};
        assertThat(recording.atEqualRounds(sixteenBytesPerRequest))
                .containsExactly(5_000, 8_200, 11_400, 14_600);
        assertThat(recording.requestsOfRound(2)).isEqualTo(300);
    }
}
