package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the written files and the published schema together. */
class RunSchemaTest {

    private static final Path SCHEMA = Path.of("../../docs/schema/run-1.schema.json");

    private final Path directory;

    RunSchemaTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void describesAFullResult() throws IOException {
        assertThat(validate(written(RunDocuments.full()))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void describesAResultThatMeasuredNothing(Verdict verdict) throws IOException {
        assertThat(validate(written(RunDocuments.least(verdict)))).isEmpty();
    }

    @Test
    void namesEveryFieldThatIsWritten() throws IOException {
        ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(SCHEMA.toFile());
        assertDescribed(written(RunDocuments.full()), schema, "");
    }

    @Test
    void requiresAVerdict() throws IOException {
        ObjectNode json = written(RunDocuments.full());
        json.remove("verdict");

        assertThat(validate(json)).hasSize(1).first().asString().contains("verdict");
    }

    @Test
    void refusesAFigureThatIsNull() throws IOException {
        ObjectNode json = written(RunDocuments.full());
        json.putNull("minimumDetectable");

        assertThat(validate(json)).hasSize(1).first().asString().contains("minimumDetectable");
    }

    private static void assertDescribed(JsonNode value, ObjectNode schema, String path) {
        if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
            assertDescribed(value.get(0), (ObjectNode) schema.get("items"), path + "[]");
        } else if (value.isObject() && !schema.has("additionalProperties")) {
            Iterator<String> names = value.fieldNames();
            while (names.hasNext()) {
                String name = names.next();
                assertThat(schema.path("properties").has(name)).as(path + "." + name).isTrue();
                assertDescribed(
                        value.get(name),
                        (ObjectNode) schema.get("properties").get(name),
                        path + "." + name);
            }
        }
    }

    private static Set<ValidationMessage> validate(ObjectNode json) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(SCHEMA));
        return schema.validate(json);
    }

    private ObjectNode written(RunDocument document) throws IOException {
        Path file = directory.resolve(RunJson.FILE_NAME);
        RunJson.write(file, document);
        return (ObjectNode) new ObjectMapper().readTree(file.toFile());
    }
}
