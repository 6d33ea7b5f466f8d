package dev.leakgate.doctor;

import dev.leakgate.linux.Tools;
import java.util.List;

/** Says which programs of others are there, and what is done without each. */
final class ToolFacts {

    private record Tool(String program, String debianPackage, String use, String without) {}

    private static final List<Tool> TOOLS =
            List.of(
                    new Tool(
                            "gdb",
                            "gdb",
                            "opens the cores",
                            "cores are kept, and opened elsewhere"),
                    new Tool(
                            "heaptrack",
                            "heaptrack",
                            "tells where a leak is allocated",
                            "no allocation sites by heaptrack"),
                    new Tool(
                            "valgrind",
                            "valgrind",
                            "tells it of services that heaptrack cannot follow",
                            "no allocation sites by valgrind"),
                    new Tool(
                            "prlimit",
                            "util-linux",
                            "sets a service's limits",
                            "services that have limits cannot be launched"),
                    new Tool(
                            "setpriv",
                            "util-linux",
                            "ends a service with its harness",
                            "only the watchdog ends a service whose harness is killed"));

    private ToolFacts() {}

    static List<Finding> find() {
        return TOOLS.stream().map(ToolFacts::find).toList();
    }

    private static Finding find(Tool tool) {
        return Tools.find(tool.program())
                .map(path -> Finding.ok(tool.program(), path + " " + tool.use()))
                .orElseGet(
                        () ->
                                Finding.limited(
                                        tool.program(),
                                        "not in PATH: " + tool.without(),
                                        "apt-get install " + tool.debianPackage()));
    }
}
