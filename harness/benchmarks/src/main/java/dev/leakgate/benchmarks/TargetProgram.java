package dev.leakgate.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Runs the process that is measured; it ends when this is closed, or with this JVM. */
final class TargetProgram implements AutoCloseable {

    private final Process process;

    private TargetProgram(Process process) {
        this.process = process;
    }

    /** Builds a program from its source, which the jar holds, into a directory. */
    static Path build(Path directory, String name, String... flags)
            throws IOException, InterruptedException {
        Path source = directory.resolve(name + ".c");
        try (InputStream in = TargetProgram.class.getResourceAsStream("/" + name + ".c")) {
            if (in == null) {
                throw new IOException(name + ".c is not on the class path; build with Maven");
            }
            Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
        }
        Path program = directory.resolve(name + String.join("", flags));
        List<String> command = new ArrayList<>(List.of("gcc", "-O1", "-o", program.toString()));
        command.add(source.toString());
        command.addAll(List.of(flags));
        Commands.run(command);
        return program;
    }

    /** Starts a built program that has so many mappings of so many bytes, and waits for it. */
    static TargetProgram start(Path program, int mappings, long bytes) throws IOException {
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                Integer.toString(mappings),
                                Long.toString(bytes))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        InputStreamReader output =
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
        if (new BufferedReader(output).readLine() == null) {
            throw new IOException(
                    "the target of " + mappings + " mappings ended before it was ready");
        }
        return new TargetProgram(process);
    }

    int pid() {
        return Math.toIntExact(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
