package dev.leakgate.service;

import dev.leakgate.linux.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Holds what is launched: the program that was found, and arguments and variables with the port put
 * in.
 */
record CommandLine(
        Path executable, List<String> argv, Map<String, String> environment, OptionalInt port) {

    private static final String PORT = "${port}";

    /** Finds the program and puts in a port, before any exec can hide that one of them is wrong. */
    static CommandLine resolve(NativeService service) {
        boolean wantsPort =
                service.command().stream().anyMatch(word -> word.contains(PORT))
                        || service.environment().values().stream()
                                .anyMatch(value -> value.contains(PORT));
        OptionalInt port =
                service.port().isPresent()
                        ? service.port()
                        : wantsPort ? OptionalInt.of(FreePort.pick()) : OptionalInt.empty();
        String number = port.isPresent() ? Integer.toString(port.getAsInt()) : PORT;
        List<String> argv = new ArrayList<>();
        service.command().forEach(word -> argv.add(word.replace(PORT, number)));
        Map<String, String> environment = new HashMap<>(System.getenv());
        service.environment()
                .forEach((name, value) -> environment.put(name, value.replace(PORT, number)));
        return new CommandLine(executable(argv.get(0), service), argv, environment, port);
    }

    /** Refuses a service whose program is not there, without launching anything. */
    static void requireProgram(NativeService service) {
        String program = service.command().get(0);
        if (!program.contains(PORT)) {
            ProgramFile.of(executable(program, service)).refuseWhere(service.addressSpace());
        }
    }

    private static Path executable(String program, NativeService service) {
        if (!program.contains("/")) {
            return Tools.find(program)
                    .orElseThrow(
                            () ->
                                    new ServiceException(
                                            "command not found: \""
                                                    + program
                                                    + "\" is in no directory of PATH ("
                                                    + System.getenv("PATH")
                                                    + "); install it or write its path"));
        }
        Path file = Path.of(program).toAbsolutePath().normalize();
        if (!Files.exists(file)) {
            throw new ServiceException(
                    "command not found: "
                            + file
                            + " does not exist; build it before the test, or correct"
                            + " NativeService.command(\""
                            + service.command().get(0)
                            + "\", …)");
        }
        if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
            throw new ServiceException(
                    "command not executable: "
                            + file
                            + "; it must be a program, try chmod +x "
                            + file);
        }
        return file;
    }

    /** Prints the arguments alone: the environment may hold secrets. */
    @Override
    public String toString() {
        return String.join(" ", argv);
    }
}
