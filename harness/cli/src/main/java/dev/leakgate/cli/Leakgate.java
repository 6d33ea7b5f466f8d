package dev.leakgate.cli;

import dev.leakgate.elf.ElfException;
import dev.leakgate.linux.ProcAccessException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        mixinStandardHelpOptions = true)
public final class Leakgate implements Runnable {

    /** Says that the kernel does not let us look. */
    static final int NOT_PERMITTED = 3;

    private static final String COMPLETION = "generate-completion";

    /** As help lists them. */
    private static final List<String> COMMANDS =
            List.of(
                    "check",
                    "top",
                    "watch",
                    "map",
                    "threads",
                    "stacks",
                    "capture",
                    "analyze",
                    "diff",
                    "dump",
                    "report",
                    "doctor",
                    COMPLETION);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    /** Runs the command, and ends the JVM with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** To know of all commands takes 100 ms, to know of the one that is asked for 20. */
    private static List<String> needed(String[] arguments) {
        boolean one =
                arguments.length > 0
                        && COMMANDS.contains(arguments[0])
                        && !arguments[0].equals(COMPLETION);
        return one ? List.of(arguments[0]) : COMMANDS;
    }

    /** Knows the command that arguments ask for; all of them without arguments. */
    static CommandLine commandLine(String... arguments) {
        CommandLine leakgate = new CommandLine(new Leakgate());
        for (String name : needed(arguments)) {
            leakgate.addSubcommand(command(name));
        }
        return leakgate.setCaseInsensitiveEnumValuesAllowed(true)
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

    private static Object command(String name) {
        return switch (name) {
            case "check" -> new CheckCommand();
            case "top" -> new TopCommand();
            case "watch" -> new WatchCommand();
            case "map" -> new MapCommand();
            case "threads" -> new ThreadsCommand();
            case "stacks" -> new StacksCommand();
            case "capture" -> new CaptureCommand();
            case "analyze" -> new AnalyzeCommand();
            case "diff" -> new DiffCommand();
            case "dump" -> new DumpCommand();
            case "report" -> new ReportCommand();
            case "doctor" -> new DoctorCommand();
            case COMPLETION -> new GenerateCompletion();
            default -> throw new IllegalArgumentException(name);
        };
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
