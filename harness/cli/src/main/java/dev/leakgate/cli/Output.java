package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Is where a command prints to, as text or, with {@code --json}, as one document. */
final class Output {

    @Option(names = "--json", description = "Print JSON: sizes in bytes, addresses in hexadecimal.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    /** Says whether one document is wanted, and no text. */
    boolean isJson() {
        return json;
    }

    /**
     * Begins to load what prints such a document, on another processor while the command works for
     * it: that takes about 100 ms.
     */
    void prepare(Class<?> document) {
        if (json) {
            Thread loader = new Thread(() -> JsonText.prepare(document), "JSON");
            loader.setDaemon(true);
            loader.start();
        }
    }

    PrintWriter text() {
        return command.commandLine().getOut();
    }

    /** Prints the document. */
    void json(Object document) throws JsonProcessingException {
        text().println(JsonText.of(document));
    }
}
