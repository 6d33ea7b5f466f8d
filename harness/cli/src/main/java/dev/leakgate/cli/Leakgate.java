package dev.leakgate.cli;

import dev.leakgate.elf.ElfException;
import dev.leakgate.linux.ProcAccessException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code leakgate}. Exit status: 0 when a command did its work, 2 for wrong usage or
 * input, 3 when the kernel does not permit it; those of {@code check} tell its verdict too.
 */
@Command(
        name = "leakgate",
        description = "Checks native services for leaks, and shows where their memory is.",
        subcommands = {
            CheckCommand.class,
            TopCommand.class,
            WatchCommand.class,
            MapCommand.class,
            ThreadsCommand.class,
            StacksCommand.class,
            CaptureCommand.class,
            AnalyzeCommand.class,
            DiffCommand.class,
            DumpCommand.class,
            ReportCommand.class,
            DoctorCommand.class,
            GenerateCompletion.class
        },
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
                            int status = status(failure);
                            if (status == ExitCode.SOFTWARE) {
                                throw failure;
                            }
                            command.getErr().println("leakgate: " + failure.getMessage());
                            return status;
                        });
    }

    private static int status(Exception failure) {
        if (failure instanceof ProcAccessException || failure instanceof NotPossibleException) {
            return NOT_PERMITTED;
        }
        return failure instanceof InvalidInputException || failure instanceof ElfException
                ? ExitCode.USAGE
                : ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to look at.");
    }
}
