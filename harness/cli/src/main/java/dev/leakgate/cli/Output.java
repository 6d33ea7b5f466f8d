package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Is where a command prints to, as text or, with {@code --json}, as one document. */
final class Output {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--json", description = "Print JSON: sizes in bytes, addresses in hexadecimal.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    /** Says whether one document is wanted, and no text. */
    boolean isJson() {
        return json;
    }

    PrintWriter text() {
        return command.commandLine().getOut();
    }

    /** Prints the document. */
    void json(Object document) throws JsonProcessingException {
        text().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }
}
