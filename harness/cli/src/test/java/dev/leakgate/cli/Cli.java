package dev.leakgate.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands within this JVM and keeps what they print. */
final class Cli {

    private volatile StringWriter out = new StringWriter();
    private volatile StringWriter err = new StringWriter();

    /** Runs one command; what earlier ones printed is forgotten. Returns its exit status. */
    int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Leakgate.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
