package dev.leakgate.report.ci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes GitLab's code quality report. */
final class CodeQuality {

    private CodeQuality() {}

    /** Writes an element for each problem; GitLab shows none without a file. */
    static String of(List<Problem> problems) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode all = mapper.createArrayNode();
        for (Problem problem : problems) {
            ObjectNode each = all.addObject();
            each.put("description", problem.name() + ": " + problem.headline());
            each.put("check_name", problem.rule());
            each.put("fingerprint", problem.fingerprint());
            each.put("severity", problem.isError() ? "critical" : "minor");
            ObjectNode location = each.putObject("location");
            String file = problem.file();
            location.put("path", path(file == null ? problem.name() : file));
            location.putObject("lines").put("begin", Math.max(1, problem.line()));
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }

    /** Paths must be relative; one that lies in no repository stays readable. */
    private static String path(String file) {
        return file.replaceFirst("^(\\./|/)+", "");
    }
}
