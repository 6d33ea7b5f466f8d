package dev.leakgate.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Snapshot;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.region.RegionUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Holds how often a service that is watched for hours is called leaking, and how soon. */
class FalseAlarmOfWatchTest {

    private static final long PAGE = 4096;
    private static final int LOOKS = 2000;
    private static final int WATCHES = 100;
    private static final long SEED = 20_260;
    private static final RegionKey HEAP = new RegionKey("", RegionKind.HEAP, "");

    private final Random random = new Random(SEED);

    @Test
    void callsNoNoiseALeak() {
        assertThat(alarms(() -> look -> 10_000 * PAGE + random.nextInt(500) * PAGE))
                .as("seed " + SEED)
                .isLessThanOrEqualTo(WATCHES / 50);
    }

    @Test
    void callsNoSawtoothALeak() {
        assertThat(alarms(() -> look -> (10_000 + look % (7 + random.nextInt(3)) * 64L) * PAGE))
                .as("seed " + SEED)
                .isLessThanOrEqualTo(WATCHES / 50);
    }

    @Test
    void callsNoHighWaterMarkALeak() {
        assertThat(
                        alarms(
                                () -> {
                                    long[] highest = {0};
                                    return look -> {
                                        long level =
                                                Math.abs((long) (1000 * random.nextGaussian()));
                                        highest[0] = Math.max(highest[0], level);
                                        return highest[0] * PAGE;
                                    };
                                }))
                .as("seed " + SEED)
                .isLessThanOrEqualTo(WATCHES / 50);
    }

    @Test
    void seldomCallsALevelALeakThatOnlyWanders() {
        assertThat(
                        alarms(
                                () -> {
                                    long[] level = {10_000};
                                    return look -> {
                                        level[0] += random.nextInt(41) - 20;
                                        return level[0] * PAGE;
                                    };
                                }))
                .as("seed " + SEED)
                .isLessThanOrEqualTo(WATCHES / 20);
    }

    @Test
    void findsALeakUnderNoise() {
        int found = alarms(() -> look -> (10_000 + 10L * look + random.nextInt(50)) * PAGE);
        assertThat(found).as("seed " + SEED).isEqualTo(WATCHES);
    }

    /** Counts the watches that are called leaking at any time. */
    private int alarms(Supplier<IntToLongFunction> service) {
        int alarms = 0;
        for (int i = 0; i < WATCHES; i++) {
            alarms += alarm(service.get()) ? 1 : 0;
        }
        return alarms;
    }

    private static boolean alarm(IntToLongFunction level) {
        LiveJudge judge = new LiveJudge();
        LookPlan plan = new LookPlan();
        List<Snapshot> kept = new ArrayList<>();
        for (int look = 0; look < LOOKS; look++) {
            // As LiveWatch does it.
            if (plan.isFull()) {
                for (int i = kept.size() - 2; i >= 0; i -= 2) {
                    kept.remove(i);
                }
                plan.thinned();
            }
            if (plan.replacesLast()) {
                kept.remove(kept.size() - 1);
            }
            kept.add(snapshot(look, level.applyAsLong(look)));
            if (plan.taken()) {
                judge.judge(new Recording(1, kept));
            }
            if (judge.leaks()) {
                return true;
            }
        }
        return false;
    }

    private static Snapshot snapshot(int look, long bytes) {
        TreeMap<RegionKey, RegionUse> regions = new TreeMap<>();
        regions.put(HEAP, new RegionUse(bytes, bytes, bytes, 1));
        return new Snapshot(
                Duration.ofSeconds(look), -1, regions, 1, 1, 1, true, Duration.ofMillis(1));
    }
}
