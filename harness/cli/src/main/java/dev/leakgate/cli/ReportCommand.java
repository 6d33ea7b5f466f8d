package dev.leakgate.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leakgate.gate.Baseline;
import dev.leakgate.report.ConsoleText;
import dev.leakgate.report.RunFileException;
import dev.leakgate.report.ci.ReportSources;
import dev.leakgate.report.ci.ResultIndex;
import dev.leakgate.report.html.ResultRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the pages, the index and the files for continuous integration of a folder of results. */
@Command(
        name = "report",
        description = {
            "Writes the reports of a folder of results into it: a page for each check, index.html,",
            "leakgate.sarif, gl-code-quality-report.json and leakgate-junit.xml.",
            "In a GitHub job it adds to the summary and annotates the sources."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            description = "What checks wrote to: leakgate, target/leakgate.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(
            names = "--history",
            paramLabel = "DIR",
            description = "Results of an earlier build; give it once for each.")
    private List<Path> history = new ArrayList<>();

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = {
                "Draws what it accepts as a line over the builds; leakgate-baseline.json here,",
                "if it exists."
            })
    private @Nullable Path baseline;

    @Option(names = "--json", description = "Print the list of results as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ResultIndex index;
        try {
            index =
                    ResultIndex.write(
                            ReportSources.of(folder, Path.of(""))
                                    .comparing(history)
                                    .accepting(accepted()::accepted));
        } catch (RunFileException refused) {
            throw new InvalidInputException(String.valueOf(refused.getMessage()));
        }
        PrintWriter err = spec.commandLine().getErr();
        index.unreadable().forEach(each -> err.println(ConsoleText.of("leakgate: " + each)));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(index));
        } else {
            index.lines().forEach(line -> out.println(ConsoleText.of(line)));
            index.tellGitHub(System.getenv()).forEach(out::println);
            out.println(folder.resolve(ResultIndex.INDEX));
        }
        return ExitCode.OK;
    }

    private Baseline accepted() throws RunFileException {
        Path file = baseline == null ? Path.of(Baseline.DEFAULT_NAME) : baseline;
        return baseline == null && !Files.exists(file)
                ? Baseline.empty(Baseline.DEFAULT_NAME)
                : Baseline.read(file);
    }

    private String json(ResultIndex index) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("schema", "leakgate/report/1");
        root.put("index", folder.resolve(ResultIndex.INDEX).toString());
        ArrayNode results = root.putArray("results");
        for (ResultRow row : index.rows()) {
            ObjectNode result = results.addObject();
            result.put("folder", row.folder());
            result.put("verdict", row.verdict().name());
            result.put("name", row.name());
            result.put("headline", row.headline());
            if (row.growth() != null) {
                result.put("growthPerRequest", row.growth());
            }
            if (row.site() != null) {
                result.put("site", row.site());
            }
        }
        ArrayNode unreadable = root.putArray("unreadable");
        index.unreadable().forEach(unreadable::add);
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
