package dev.leakgate.load;

import dev.leakgate.linux.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds what is run for a round: the tool that was found, and its arguments with all values put in.
 */
record ToolCommand(Path executable, List<String> argv) {

    /* ${requests} or ${requests/CLIENTS} */
    static final Pattern REQUESTS = Pattern.compile("\\$\\{requests(?:/([1-9][0-9]{0,5}))?}");

    private static final String PORT = "${port}";

    static ToolCommand of(
            ExternalLoad load, OptionalInt port, long requests, int round, Path result) {
        List<String> argv =
                load.argv().stream()
                        .map(argument -> withPort(argument, port))
                        .map(argument -> withRequests(argument, requests))
                        .map(argument -> argument.replace("${round}", Integer.toString(round)))
                        .map(argument -> argument.replace("${result}", result.toString()))
                        .toList();
        return new ToolCommand(find(load.argv().get(0)), argv);
    }

    private static String withPort(String argument, OptionalInt port) {
        if (!argument.contains(PORT)) {
            return argument;
        }
        return argument.replace(
                PORT,
                Integer.toString(
                        port.orElseThrow(
                                () ->
                                        new LoadToolException(
                                                "the load tool's command has ${port}, but the"
                                                        + " service has none; put ${port} into its"
                                                        + " command, or call port(…)"))));
    }

    /** A part of the requests is never none: tools take 0 for an error, or for no end. */
    private static String withRequests(String argument, long requests) {
        Matcher matcher = REQUESTS.matcher(argument);
        return matcher.replaceAll(
                match -> {
                    String clients = match.group(1);
                    long part = clients == null ? requests : requests / Long.parseLong(clients);
                    return Long.toString(Math.max(1, part));
                });
    }

    private static Path find(String tool) {
        if (!tool.contains("/")) {
            return Tools.find(tool)
                    .orElseThrow(
                            () ->
                                    new LoadToolException(
                                            "load tool not found: \""
                                                    + tool
                                                    + "\" is in no directory of PATH ("
                                                    + System.getenv("PATH")
                                                    + "); install it, or write its path"));
        }
        Path file = Path.of(tool).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
            throw new LoadToolException(
                    "load tool not found: "
                            + file
                            + " is no executable file; build it before the"
                            + " test, or correct the command");
        }
        return file;
    }
}
