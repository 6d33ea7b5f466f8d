package dev.leakgate.report.ci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;

/** Writes SARIF 2.1.0, which code scanning reads. */
final class Sarif {

    private static final Map<String, String> RULES =
            Map.of(
                    "leakgate/leak", "Memory of the service grows with the requests.",
                    "leakgate/over-budget", "The service uses more than its budget allows.",
                    "leakgate/crashed", "The service died while it was checked.",
                    "leakgate/inconclusive", "The check could not tell whether the service leaks.");

    private Sarif() {}

    /**
     * Writes the problems as one run.
     *
     * @param version of Leakgate
     */
    static String of(List<Problem> problems, String version) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        root.put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "Leakgate");
        driver.put("version", version);
        ArrayNode rules = driver.putArray("rules");
        RULES.keySet().stream()
                .sorted()
                .forEach(
                        id -> {
                            ObjectNode rule = rules.addObject();
                            rule.put("id", id);
                            rule.putObject("shortDescription").put("text", RULES.get(id));
                        });
        ArrayNode results = run.putArray("results");
        problems.forEach(problem -> result(results.addObject(), problem));
        run.put("columnKind", "utf16CodeUnits");
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void result(ObjectNode result, Problem problem) {
        result.put("ruleId", problem.rule());
        result.put("level", problem.isError() ? "error" : "warning");
        result.putObject("message").put("text", problem.name() + ": " + problem.headline());
        String file = problem.file();
        if (file != null) {
            ObjectNode place =
                    result.putArray("locations").addObject().putObject("physicalLocation");
            place.putObject("artifactLocation").put("uri", uri(file));
            place.putObject("region").put("startLine", Math.max(1, problem.line()));
        }
        result.putObject("partialFingerprints").put("leakgate/v1", problem.fingerprint());
    }

    /** A path is no URI: blanks and the like must be encoded. */
    private static String uri(String file) {
        try {
            String path = file.replace('\\', '/');
            return path.startsWith("/")
                    ? new URI("file", "", path, null).toASCIIString()
                    : new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException odd) {
            return "unknown";
        }
    }
}
