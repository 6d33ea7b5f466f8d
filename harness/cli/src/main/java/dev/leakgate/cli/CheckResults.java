package dev.leakgate.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leakgate.report.RunDocument;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.ExitCode;

/** Gathers what the checks of one call came to. */
final class CheckResults {

    /* As `leakgate check --help` lists them. */
    private static final int LEAK = 1;
    private static final int INCONCLUSIVE = 3;
    private static final int CRASHED = 4;

    private static final String SCHEMA = "leakgate/check/1";

    /** Holds what a check came to, and the file that says it. */
    record Result(Path file, RunDocument document) {}

    private final List<Result> results = new ArrayList<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();

    void add(Result result) {
        results.add(result);
    }

    void skipped(String name, String reason) {
        skipped.put(name, reason);
    }

    boolean allRan() {
        return skipped.isEmpty();
    }

    List<RunDocument> documents() {
        return results.stream().map(Result::document).toList();
    }

    /**
     * A leak is sure however the other checks ended; a crash leaves less to doubt than no answer.
     */
    int exitStatus() {
        Set<Verdict> verdicts =
                documents().stream().map(RunDocument::verdict).collect(Collectors.toSet());
        if (verdicts.contains(Verdict.LEAK) || verdicts.contains(Verdict.OVER_BUDGET)) {
            return LEAK;
        }
        if (verdicts.contains(Verdict.CRASHED)) {
            return CRASHED;
        }
        return verdicts.contains(Verdict.INCONCLUSIVE) ? INCONCLUSIVE : ExitCode.OK;
    }

    /** Returns all in one document, each {@code run.json} as it was written. */
    String json(List<String> warnings) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("exitStatus", exitStatus());
        ArrayNode runs = root.putArray("runs");
        for (Result result : results) {
            runs.addObject()
                    .put("file", result.file().toString())
                    .set("run", mapper.readTree(result.file().toFile()));
        }
        ArrayNode left = root.putArray("skipped");
        skipped.forEach((name, reason) -> left.addObject().put("name", name).put("reason", reason));
        warnings.forEach(root.putArray("warnings")::add);
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
