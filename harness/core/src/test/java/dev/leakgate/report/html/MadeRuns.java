package dev.leakgate.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocuments;
import dev.leakgate.report.RunJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Makes results that are hostile or huge, by way of {@code run.json}. */
final class MadeRuns {

    /* What a reader of run.json insists on; all else may be anything. */
    private static final Set<String> FIXED =
            Set.of("schema", "verdict", "startedAt", "endedAt", "outcome");

    /* Maps by names that come from the service. */
    private static final Set<String> NAMED = Set.of("regions", "series", "kinds", "statuses");

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path folder;

    MadeRuns(Path folder) {
        this.folder = folder;
    }

    /** Puts a text into each field that takes any. */
    RunDocument filledWith(String text) throws IOException {
        ObjectNode json = read(RunDocuments.full());
        fill(json, text);
        return document(json);
    }

    /** Repeats rounds, regions and samples. */
    RunDocument large(int rounds, int regions, int samples) throws IOException {
        ObjectNode json = read(RunDocuments.full());
        ArrayNode allRounds = json.withArray("rounds");
        ObjectNode round = allRounds.get(1).deepCopy();
        ObjectNode footprints = round.putObject("regions");
        ArrayNode allRegions = json.withArray("regions");
        JsonNode region = allRegions.get(0);
        for (int i = 0; i < regions; i++) {
            String name = "/usr/lib/x86_64-linux-gnu/libsomething" + i + ".so";
            footprints.put("stacks of " + name, 123_456_789L + i);
            ObjectNode each = region.deepCopy();
            allRegions.add(each.put("name", name));
        }
        for (int i = 0; i < rounds; i++) {
            allRounds.add(round.deepCopy());
        }
        ArrayNode allSamples = json.withArray("samples");
        JsonNode sample = allSamples.get(0);
        for (int i = 0; i < samples; i++) {
            allSamples.add(sample.deepCopy());
        }
        return document(json);
    }

    /** Makes the text the name of what a map holds. */
    private static void rename(JsonNode map, String text) {
        if (map instanceof ObjectNode object && !object.isEmpty()) {
            String first = object.fieldNames().next();
            // Readers take no longer name.
            object.set(text.substring(0, Math.min(40_000, text.length())), object.remove(first));
        }
    }

    private static void fill(JsonNode node, String text) {
        if (node instanceof ObjectNode object) {
            NAMED.forEach(name -> rename(object.path(name), text));
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (field.getValue().isTextual() && !FIXED.contains(field.getKey())) {
                    field.setValue(TextNode.valueOf(text));
                } else {
                    fill(field.getValue(), text);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).isTextual()) {
                    array.set(i, TextNode.valueOf(text));
                } else {
                    fill(array.get(i), text);
                }
            }
        }
    }

    private ObjectNode read(RunDocument document) throws IOException {
        Path file = folder.resolve(RunJson.FILE_NAME);
        RunJson.write(file, document);
        return (ObjectNode) mapper.readTree(file.toFile());
    }

    private RunDocument document(ObjectNode json) throws IOException {
        Path file = folder.resolve(RunJson.FILE_NAME);
        mapper.writeValue(file.toFile(), json);
        return RunJson.read(file);
    }
}
