package dev.leakgate.verdict;

import static dev.leakgate.verdict.GrowthOutcome.FLAT;
import static dev.leakgate.verdict.GrowthOutcome.GROWING;
import static dev.leakgate.verdict.GrowthOutcome.UNSETTLED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Judges what real services did, round by round, as a check does. */
class RecordedSeriesTest {

    private static final int FIRST_JUDGED = 8;

    static Stream<GrowthSeries> healthy() {
        return recorded("healthy-series.tsv").stream();
    }

    static Stream<GrowthSeries> leaking() {
        return recorded("leaking-series.tsv").stream();
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void noRoundOfAHealthyServiceMakesALeak(GrowthSeries series) {
        for (int rounds = FIRST_JUDGED; rounds <= series.rounds(); rounds++) {
            GrowthOutcome outcome = judge(series, rounds);
            assertThat(outcome).as("after %d rounds", rounds).isNotEqualTo(GROWING);
            if (outcome == FLAT) {
                return; // the check ends here
            }
        }
    }

    @Test
    void almostAllHealthyServicesSettle() {
        assertThat(healthy().filter(series -> last(series) == UNSETTLED).count())
                .isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("leaking")
    void aLeakIsFoundWithinItsRun(GrowthSeries series) {
        assertThat(last(series)).isEqualTo(GROWING);
    }

    /** Returns what a check would end with. */
    private static GrowthOutcome last(GrowthSeries series) {
        GrowthOutcome outcome = UNSETTLED;
        for (int r = FIRST_JUDGED; r <= series.rounds() && outcome == UNSETTLED; r++) {
            outcome = judge(series, r);
        }
        return outcome;
    }

    private static GrowthOutcome judge(GrowthSeries series, int rounds) {
        long[] levels = Arrays.copyOf(series.tail(0), rounds + 1);
        GrowthSeries seen = new GrowthSeries(series.name(), levels, series.requestsPerRound());
        return GrowthJudge.judge(List.of(seen), GrowthRules.DEFAULT).outcome();
    }

    private static List<GrowthSeries> recorded(String resource) {
        InputStream in =
                Objects.requireNonNull(
                        RecordedSeriesTest.class.getResourceAsStream(resource), resource);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(RecordedSeriesTest::series)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GrowthSeries series(String line) {
        List<String> fields = List.of(line.split("\t", -1));
        long[] levels =
                Arrays.stream(fields.get(3).split(" ", -1))
                        .mapToLong(kib -> Long.parseLong(kib) << 10)
                        .toArray();
        return new GrowthSeries(
                fields.get(0) + ": " + fields.get(1), levels, Long.parseLong(fields.get(2)));
    }
}
