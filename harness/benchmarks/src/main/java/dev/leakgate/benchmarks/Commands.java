package dev.leakgate.benchmarks;

import java.io.IOException;
import java.util.List;

/** Runs reference tools, with their output thrown away. */
final class Commands {

    private Commands() {}

    /**
     * Runs a command to its end.
     *
     * @throws IOException when it cannot be started or fails
     */
    static void run(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with status " + status);
        }
    }
}
