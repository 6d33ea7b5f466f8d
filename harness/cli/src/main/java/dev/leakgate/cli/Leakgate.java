package dev.leakgate.cli;

import dev.leakgate.linux.ProcAccessException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code leakgate}. Exit status: 0 when a command did its work, 2 for wrong usage or
 * input, 3 when the kernel does not permit it; those of {@code check} tell its verdict too.
 */
@Command(
        name = "leakgate",
        description = "Shows where the memory of native services is.",
        subcommands = {MapCommand.class, CheckCommand.class},
        mixinStandardHelpOptions = true)
public final class Leakgate implements Runnable {

    /** Says that the kernel does not let us look. */
    static final int NOT_PERMITTED = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Runs the command, and ends the JVM with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Leakgate())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            if (failure instanceof ProcAccessException) {
                                command.getErr().println("leakgate: " + failure.getMessage());
                                return NOT_PERMITTED;
                            }
                            throw failure;
                        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to look at.");
    }
}
