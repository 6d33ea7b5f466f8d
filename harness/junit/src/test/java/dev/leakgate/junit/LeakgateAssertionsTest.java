package dev.leakgate.junit;

import static dev.leakgate.junit.LeakgateAssertions.assertThat;
import static dev.leakgate.region.RegionKind.ARENAS;
import static dev.leakgate.region.RegionKind.HEAP;
import static dev.leakgate.region.RegionKind.STACKS;
import static dev.leakgate.units.BytesPerRequest.bytesPerRequest;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.recording.Count;
import dev.leakgate.recording.CountKey;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.units.ByteSize;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeakgateAssertionsTest {

    private static final RegionKey MASTER_HEAP = new RegionKey("master", HEAP, "");
    private static final RegionKey WORKER_HEAP = new RegionKey("worker", HEAP, "");
    private static final RegionKey HANDLERS = new RegionKey("worker", ARENAS, "handler");

    private final Recording flat =
            Recordings.of(
                    Map.of(
                            MASTER_HEAP, new long[] {1 << 20, 0},
                            HANDLERS, new long[] {2 << 20, 0}));

    /** Both heaps together begin at 3 MiB and end at 3 MiB + 4,000 × 1,600 B. */
    private final Recording leaking =
            Recordings.of(
                    Map.of(
                            MASTER_HEAP, new long[] {1 << 20, 96},
                            WORKER_HEAP, new long[] {2 << 20, 1504},
                            HANDLERS, new long[] {1 << 20, 0}));

    @Test
    void whatIsFlatHasNoLeakAndHoldsItsLimits() {
        assertThat(flat)
                .hasNoLeak()
                .region(HEAP)
                .growsAtMost(bytesPerRequest(0))
                .staysBelow(ByteSize.ofBytes((1 << 20) + 1))
                .and()
                .region(ARENAS, "handler")
                .staysBelow(ByteSize.ofMebibytes(3));
    }

    @Test
    void aLeakIsNamedLargestFirstWithItsGrowth() {
        assertThatThrownBy(() -> assertThat(leaking).hasNoLeak())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        String.join(
                                System.lineSeparator(),
                                "worker: heap grows 1,504 B per request (95 % 1,504–1,504),"
                                        + " allowed 0",
                                "master: heap grows 96 B per request (95 % 96–96), allowed 0",
                                "over 8 rounds of 500 requests"));
    }

    @Test
    void roundsThatCannotTellFailWithTheRemedy() {
        Recording settling =
                Recordings.ofLevels(
                        MASTER_HEAP, 7068, 10252, 12364, 14448, 16004, 18284, 18952, 19792, 20520);

        assertThatThrownBy(() -> assertThat(settling).hasNoLeak())
                .hasMessageStartingWith("could not tell: master: heap has not settled: ")
                .hasMessageMatching("(?s).*; raise warmUp.*");
        assertThatThrownBy(() -> assertThat(settling).region(HEAP).growsAtMost(bytesPerRequest(1)))
                .hasMessageStartingWith("could not tell: heap has not settled: ");
    }

    @Test
    void aCountThatGrowsIsALeak() {
        Recording sockets = Recordings.ofCount(new CountKey(Count.DESCRIPTORS, "sockets"), 100);

        assertThatThrownBy(() -> assertThat(sockets).hasNoLeak())
                .hasMessageStartingWith(
                        "descriptors (sockets) grow 0.01 per request (95 % 0.01–0.01), allowed 0");
    }

    @Test
    void roundsOfAToolAreComparedByTheirRequests() {
        Recording unequal = Recordings.ofUnequalRounds(MASTER_HEAP, 1504);

        assertThatThrownBy(() -> assertThat(unequal).region(HEAP).growsAtMost(bytesPerRequest(16)))
                .hasMessageStartingWith("heap grows 1,504 B per request (95 % 1,504–1,504)");
        assertThat(unequal).region(HEAP).growsAtMost(bytesPerRequest(1504));
    }

    @Test
    void growthThatIsAllowedIsNoLeak() {
        assertThat(leaking).hasNoLeak(bytesPerRequest(1600));
    }

    @Test
    void theGrowthOfARegionIsSummedOverProcesses() {
        assertThat(leaking).region(HEAP).growsAtMost(bytesPerRequest(1601));
        assertThatThrownBy(() -> assertThat(leaking).region(HEAP).growsAtMost(bytesPerRequest(16)))
                .hasMessageStartingWith(
                        "heap grows 1,600 B per request (95 % 1,600–1,600), allowed 16")
                .hasMessageContaining("after each round: heap: 3 MiB, ");
    }

    @Test
    void theLargestFootprintOfAnySnapshotCounts() {
        long most = (3 << 20) + 1600 * 4000;
        assertThat(leaking).region(HEAP).staysBelow(ByteSize.ofBytes(most + 1));
        assertThatThrownBy(
                        () -> assertThat(leaking).region(HEAP).staysBelow(ByteSize.ofBytes(most)))
                .hasMessageStartingWith("heap reaches 9.1 MiB, allowed less than 9.1 MiB");
    }

    @Test
    void aKindThatTheServiceDoesNotHaveIsNothing() {
        assertThat(flat).region(STACKS).growsAtMost(bytesPerRequest(0));
    }

    @Test
    void aNameThatNoRegionHasFailsAndListsThoseThereAre() {
        assertThatThrownBy(
                        () ->
                                assertThat(flat)
                                        .region(ARENAS, "handlr")
                                        .growsAtMost(bytesPerRequest(0)))
                .hasMessage(
                        "there is no region arenas of handlr; the recording has master: heap,"
                                + " worker: arenas of handler");
    }

    @Test
    void descriptionsStandBeforeTheMessage() {
        assertThatThrownBy(() -> assertThat(leaking).as("after login").hasNoLeak())
                .hasMessageStartingWith("[after login] worker: heap grows");
        assertThatThrownBy(
                        () ->
                                assertThat(leaking)
                                        .describedAs("after login")
                                        .region(HEAP)
                                        .growsAtMost(bytesPerRequest(16)))
                .hasMessageStartingWith("[after login] heap grows");
    }

    @Test
    void softAssertionsShowEveryBrokenLimit() {
        assertThatThrownBy(
                        () ->
                                LeakgateSoftAssertions.assertSoftly(
                                        softly ->
                                                softly.assertThat(leaking)
                                                        .hasNoLeak()
                                                        .region(HEAP)
                                                        .growsAtMost(bytesPerRequest(16))
                                                        .staysBelow(ByteSize.ofMebibytes(4))
                                                        .and()
                                                        .region(ARENAS, "handlr")
                                                        .staysBelow(ByteSize.ofMebibytes(64))))
                .hasMessageContaining("(4 failures)")
                .hasMessageContaining("worker: heap grows 1,504 B")
                .hasMessageContaining("heap grows 1,600 B")
                .hasMessageContaining("heap reaches 9.1 MiB")
                .hasMessageContaining("there is no region arenas of handlr");
    }

    @Test
    void softAssertionsThatHoldPass() {
        assertThatCode(
                        () ->
                                LeakgateSoftAssertions.assertSoftly(
                                        softly -> softly.assertThat(flat).hasNoLeak()))
                .doesNotThrowAnyException();
    }
}
