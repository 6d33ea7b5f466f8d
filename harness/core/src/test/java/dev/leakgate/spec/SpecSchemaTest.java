package dev.leakgate.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Holds the schema that editors use and what is read together. */
class SpecSchemaTest {

    private static final Path SCHEMA = Path.of("../../docs/schema/leakcheck-1.schema.json");

    @Test
    void acceptsTheExamples() throws IOException {
        assertThat(validate(Files.readString(Specs.EVERY_KEY))).isEmpty();
        assertThat(validate(Specs.LEAST)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatIsRefusedWhenRead() {
        return BadSpecs.wrong().entrySet().stream()
                .map(
                        bad ->
                                DynamicTest.dynamicTest(
                                        bad.getValue(),
                                        () -> assertThat(validate(bad.getKey())).isNotEmpty()));
    }

    private static Set<ValidationMessage> validate(String yaml) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(Files.readString(SCHEMA));
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        JsonNode json = new ObjectMapper().valueToTree(loaded);
        return schema.validate(json);
    }
}
