package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.leakgate.report.AnalysisDocument.ArenaInfo;
import dev.leakgate.report.AnalysisDocument.GroupInfo;
import dev.leakgate.report.AnalysisDocument.SumInfo;
import dev.leakgate.report.AnalysisDocument.TotalsInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds what {@code analyze --json} prints and the published schema together. */
class AnalysisSchemaTest {

    private static final JsonMapper MAPPER = RunMapper.create();
    private static final Path SCHEMAS = Path.of("../../docs/schema");

    @Test
    void describesAFullAnalysis() throws IOException {
        assertThat(validate(MAPPER.valueToTree(full()))).isEmpty();
    }

    @Test
    void describesAHeapThatCouldNotBeCounted() throws IOException {
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

        assertThat(validate(MAPPER.valueToTree(least))).isEmpty();
    }

    @Test
    void namesEveryFieldThatIsWritten() throws IOException {
        assertDescribed(MAPPER.valueToTree(full()), schema("analysis-1.schema.json"), "");
    }

    @Test
    void findingsAreThoseOfARun() throws IOException {
        assertThat(schema("analysis-1.schema.json").at("/properties/findings"))
                .isEqualTo(schema("run-1.schema.json").at("/properties/findings"));
    }

    private static void assertDescribed(JsonNode value, JsonNode schema, String path) {
        if (value.isArray() && !value.isEmpty()) {
            assertDescribed(value.get(0), schema.get("items"), path + "[]");
        } else if (value.isObject()) {
            value.fieldNames()
                    .forEachRemaining(
                            name -> {
                                JsonNode described = schema.path("properties").path(name);
                                assertThat(described.isMissingNode())
                                        .as(path + "." + name)
                                        .isFalse();
                                assertDescribed(value.get(name), described, path + "." + name);
                            });
        }
    }

    private static JsonNode schema(String name) throws IOException {
        return MAPPER.readTree(SCHEMAS.resolve(name).toFile());
    }

    private static Set<ValidationMessage> validate(ObjectNode json) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(SCHEMAS.resolve("analysis-1.schema.json")));
        return schema.validate(json);
    }

    private static AnalysisDocument full() {
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
