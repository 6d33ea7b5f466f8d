package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;

/** Reads a JSON Schema that users are given. */
final class PublishedSchema {

    private final JsonNode schema;

    /** Reads one by its name, {@code "run-1"}. */
    PublishedSchema(String name) {
        Path file = Path.of("../../docs/schema", name + ".schema.json");
        try {
            schema = new JsonMapper().readTree(file.toFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    JsonNode at(String pointer) {
        return schema.at(pointer);
    }

    Set<ValidationMessage> validate(JsonNode json) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(json);
    }

    /** Asserts that it has a property for each field, however deep. */
    void assertDescribes(JsonNode json) {
        assertDescribed(json, schema, "");
    }

    private static void assertDescribed(JsonNode value, JsonNode described, String path) {
        if (value.isArray() && !value.isEmpty()) {
            assertDescribed(value.get(0), described.path("items"), path + "[]");
        } else if (value.isObject()) {
            value.fieldNames()
                    .forEachRemaining(
                            name -> {
                                JsonNode of = described.path("properties").path(name);
                                assertThat(of.isMissingNode()).as(path + "." + name).isFalse();
                                assertDescribed(value.get(name), of, path + "." + name);
                            });
        }
    }
}
