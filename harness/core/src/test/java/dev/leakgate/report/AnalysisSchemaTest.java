package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.leakgate.report.AnalysisDocument.ArenaInfo;
import dev.leakgate.report.AnalysisDocument.GroupInfo;
import dev.leakgate.report.AnalysisDocument.SumInfo;
import dev.leakgate.report.AnalysisDocument.TotalsInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds what {@code analyze --json} prints and the published schema together. */
class AnalysisSchemaTest {

    private static final JsonMapper MAPPER = RunMapper.create();
    private static final PublishedSchema SCHEMA = new PublishedSchema("analysis-1");

    @Test
    void describesAFullAnalysis() {
        assertThat(SCHEMA.validate(MAPPER.valueToTree(full()))).isEmpty();
    }

    @Test
    void describesAHeapThatCouldNotBeCounted() {
        AllocatorInfo jemalloc = new AllocatorInfo(null, "jemalloc", false, "no chunks");
        AnalysisDocument least =
                new AnalysisDocument(
                        AnalysisDocument.SCHEMA,
                        "core c",
                        1,
                        64,
                        false,
                        List.of(),
                        List.of(),
                        jemalloc,
                        List.of(),
                        null,
                        List.of(),
                        List.of());

        assertThat(SCHEMA.validate(MAPPER.valueToTree(least))).isEmpty();
    }

    @Test
    void namesEveryFieldThatIsWritten() {
        SCHEMA.assertDescribes(MAPPER.valueToTree(full()));
    }

    @Test
    void findingsAreThoseOfARun() {
        assertThat(SCHEMA.at("/properties/findings"))
                .isEqualTo(new PublishedSchema("run-1").at("/properties/findings"));
    }

    static AnalysisDocument full() {
        return new AnalysisDocument(
                AnalysisDocument.SCHEMA,
                "core core.4711 of process 4711",
                4711,
                64,
                true,
                List.of("a sentence"),
                List.of("a note"),
                new AllocatorInfo("worker", "glibc malloc", true, "why"),
                List.of(
                        new ArenaInfo(
                                "thread", List.of("handler"), 2, 10, 15_200, 4096, "at 0x7f")),
                new TotalsInfo(
                        new SumInfo(10, 15_200),
                        4096,
                        new SumInfo(5, 7600),
                        new SumInfo(1, 1520),
                        new SumInfo(1, 1520),
                        new SumInfo(4, 6080)),
                List.of(
                        new GroupInfo(
                                "heap",
                                "direct",
                                "CommItopReq",
                                1520L,
                                5,
                                7600,
                                RunDocuments.finding().holder())),
                List.of(RunDocuments.finding()));
    }
}
