package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.leakgate.report.AnalysisDocument.SumInfo;
import dev.leakgate.report.DiffDocument.TotalsInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds what {@code diff --json} prints and the published schema together. */
class DiffSchemaTest {

    private static final JsonMapper MAPPER = RunMapper.create();
    private static final PublishedSchema SCHEMA = new PublishedSchema("diff-1");

    @Test
    void describesAFullDiff() {
        TotalsInfo totals =
                new TotalsInfo(
                        new SumInfo(10, 15_200),
                        new SumInfo(15, 22_800),
                        new SumInfo(6, 9_120),
                        new SumInfo(1, 1_520));
        DiffDocument full = diff(List.of("a sentence"), totals, List.of(RunDocuments.finding()));

        assertThat(SCHEMA.validate(MAPPER.valueToTree(full))).isEmpty();
        SCHEMA.assertDescribes(MAPPER.valueToTree(full));
    }

    @Test
    void describesHeapsThatCouldNotBeCounted() {
        assertThat(SCHEMA.validate(MAPPER.valueToTree(diff(List.of(), null, List.of())))).isEmpty();
    }

    private static DiffDocument diff(
            List<String> losses, @Nullable TotalsInfo totals, List<FindingInfo> findings) {
        return new DiffDocument(
                DiffDocument.SCHEMA,
                "core first of process 4711",
                "core second of process 4711",
                4711,
                64,
                losses.isEmpty(),
                losses,
                new AllocatorInfo("worker", "glibc malloc", true, "why"),
                totals,
                findings);
    }
}
