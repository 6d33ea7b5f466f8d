package dev.leakgate.check;

import static dev.leakgate.check.Recordings.HEAP;
import static dev.leakgate.check.Recordings.rising;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.finding.Finding;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionKind;
import dev.leakgate.verdict.Suppression;
import dev.leakgate.verdict.Suppression.By;
import dev.leakgate.verdict.Suppressions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownObjectsTest {

    private static final LocalDate TODAY = LocalDate.parse("2027-01-31");
    private static final Finding LOST = MadeFindings.lost(HEAP, "net::Request", 208, 900, 800);
    private static final Finding HELD =
            MadeFindings.held(HEAP, "net::Session", 304, 850, 800, "g_sessions+0x8");

    @ParameterizedTest
    @CsvSource({
        "TYPE, net::Request, true, false",
        "TYPE, net::*, true, true",
        "TYPE, net::request, false, false",
        "TYPE, Request, false, false",
        "HOLDER, g_sessions, false, true",
        "HOLDER, g_sessions+0x8, false, true",
        "HOLDER, gateway +0x40, false, true",
        "HOLDER, std::map, false, true",
        "HOLDER, g_*, false, true",
        "MODULE, gateway, true, true",
        "MODULE, /srv/*, true, true",
        "MODULE, libssl*, false, false",
        "GROWTH, net::Request, false, false",
    })
    void coversByAWholeNameOfThatSort(By by, String pattern, boolean lost, boolean held) {
        KnownObjects known = new KnownObjects(List.of(LOST, HELD), by(by, pattern));

        assertThat(known.of(LOST).isPresent()).isEqualTo(lost);
        assertThat(known.of(HELD).isPresent()).isEqualTo(held);
        assertThat(known.isEmpty()).isEqualTo(!lost && !held);
    }

    @Test
    void takesTheirBytesFromEachLevel() {
        Recording recording = Recordings.sized(Map.of(208L, rising(100, 100), 112L, rising(7, 50)));
        KnownObjects known = new KnownObjects(List.of(LOST), by(By.TYPE, "*"));

        assertThat(known.takenFrom(recording, HEAP, recording.levels(HEAP)))
                .isEqualTo(rising(100 * 208 + 7 * 112, 50 * 112));
    }

    @Test
    void takesTheirShareWhereOthersHaveTheSameSize() {
        Recording recording = Recordings.sized(Map.of(208L, rising(100, 200)));
        KnownObjects known = new KnownObjects(List.of(LOST), by(By.TYPE, "*"));

        assertThat(known.takenFrom(recording, HEAP, recording.levels(HEAP)))
                .isEqualTo(rising(100 * 208, 100 * 208));
    }

    @Test
    void leavesOtherRegionsAlone() {
        RegionKey other = new RegionKey("", RegionKind.ARENAS, "handler");
        Recording recording = Recordings.sized(Map.of(208L, rising(100, 100)));
        Finding elsewhere = MadeFindings.lost(other, "net::Request", 208, 900, 800);
        KnownObjects known = new KnownObjects(List.of(elsewhere), by(By.TYPE, "*"));

        assertThat(known.takenFrom(recording, HEAP, recording.levels(HEAP)))
                .isEqualTo(recording.levels(HEAP));
    }

    private static Suppressions by(By by, String pattern) {
        return Suppressions.on(
                TODAY, List.of(new Suppression(by, pattern, null, "it is known", "a team", TODAY)));
    }
}
