package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.report.FindingInfo;
import dev.leakgate.site.AllocationSite;
import dev.leakgate.site.Call;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteMatchTest {

    private static final AllocationSite START = site(1496, 3, "main");
    private static final AllocationSite LEAK = site(1488, 195, "take");
    private static final AllocationSite SMALL = site(16, 200, "note");

    @Test
    void takesTheStackOfTheSameSizeAndPace() {
        assertThat(functions(match(finding(null, 1504, 1), START, LEAK, SMALL)))
                .containsExactly("take");
    }

    @Test
    void takesNoneThatIsMuchRarerOrMoreOften() {
        assertThat(functions(match(finding(null, 1504, 1), START, SMALL))).isEmpty();
        assertThat(functions(match(finding(null, 1504, 0.1), LEAK))).isEmpty();
    }

    @Test
    void prefersTheStackThatNamesTheType() {
        AllocationSite typed = site(1490, 150, "CommItopReq::make()");

        assertThat(functions(match(finding("CommItopReq", 1504, 1), LEAK, typed)))
                .containsExactly("CommItopReq::make()");
    }

    @Test
    void makesFindingsOfTheStacksWhereNothingElseDoes() {
        List<FindingInfo> found =
                new SiteMatch(List.of(LEAK, START, SMALL), 200, 64)
                        .place(measured(List.of(), 1500));

        assertThat(found).hasSize(1);
        assertThat(found.get(0).chunkSize()).isEqualTo(1504);
        assertThat(found.get(0).grown()).isEqualTo(3900);
        assertThat(found.get(0).site()).hasSize(1);
        assertThat(found.get(0).fingerprint()).hasSize(8);
    }

    @Test
    void knowsTheChunksOf32Bits() {
        FindingInfo finding = finding(null, 1504, 1);
        List<FindingInfo> found =
                new SiteMatch(List.of(site(1500, 200, "take")), 200, 32)
                        .place(measured(List.of(finding), 1504));

        assertThat(found.get(0).site()).hasSize(1);
    }

    private static FindingInfo match(FindingInfo finding, AllocationSite... sites) {
        return new SiteMatch(List.of(sites), 200, 64)
                .place(measured(List.of(finding), 1504))
                .get(0);
    }

    private static List<String> functions(FindingInfo finding) {
        return finding.site().stream().map(frame -> String.valueOf(frame.function())).toList();
    }

    private static SiteRun.Measured measured(List<FindingInfo> findings, double growth) {
        return new SiteRun.Measured(
                findings, "heap", growth, 4000, 1000, 64, false, Duration.ofSeconds(1));
    }

    private static FindingInfo finding(@Nullable String type, long chunk, double perRequest) {
        return new FindingInfo(
                "f",
                "heap",
                List.of(),
                null,
                type,
                List.of(),
                chunk,
                null,
                null,
                null,
                perRequest,
                List.of(),
                null,
                List.of(),
                null);
    }

    private static AllocationSite site(long size, long count, String function) {
        return new AllocationSite(size, count, List.of(new Call(function, "a.cpp", 9, null)));
    }
}
