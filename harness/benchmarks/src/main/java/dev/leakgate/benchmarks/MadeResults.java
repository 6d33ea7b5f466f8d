package dev.leakgate.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes results of any number and size out of one that a check wrote. */
final class MadeResults {

    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonNode one;

    MadeResults() throws IOException {
        try (InputStream in = MadeResults.class.getResourceAsStream("/clean.run.json")) {
            one = mapper.readTree(in);
        }
    }

    /** Writes so many results, each of a check of its own. */
    void many(Path folder, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            ObjectNode run = one.deepCopy();
            ((ObjectNode) run.get("test")).put("class", "ATest" + i).put("displayName", "A" + i);
            write(folder.resolve("ATest" + i).resolve("a"), run);
        }
    }

    /** Writes one result of so many snapshots, samples and regions; returns its file. */
    Path large(Path folder, int snapshots, int regions) throws IOException {
        ObjectNode run = one.deepCopy();
        ArrayNode rounds = run.withArray("rounds");
        ObjectNode round = rounds.get(1).deepCopy();
        ObjectNode footprints = round.putObject("regions");
        ArrayNode all = run.withArray("regions");
        ObjectNode region = all.get(0).deepCopy();
        for (int i = 0; i < regions; i++) {
            String library = "/usr/lib/x86_64-linux-gnu/libsomething" + i + ".so";
            footprints.put("module " + library, 123_456_789L + i);
            all.add(region.deepCopy().put("kind", "module").put("name", library));
        }
        ArrayNode samples = run.withArray("samples");
        ObjectNode sample = samples.get(0).deepCopy();
        for (int i = rounds.size(); i < snapshots; i++) {
            rounds.add(round.deepCopy().put("number", i).put("atMillis", 1000.0 * i));
            samples.add(sample.deepCopy().put("atMillis", 1000.0 * i));
        }
        return write(folder, run);
    }

    private Path write(Path folder, JsonNode run) throws IOException {
        Path file = Files.createDirectories(folder).resolve("run.json");
        mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), run);
        return file;
    }
}
