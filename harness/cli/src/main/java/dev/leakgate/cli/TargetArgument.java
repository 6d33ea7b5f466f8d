package dev.leakgate.cli;

import picocli.CommandLine.Parameters;

/** Is the first argument of a command that looks at a process or at a core. */
final class TargetArgument {

    @Parameters(
            index = "0",
            paramLabel = "PID|CORE",
            description = Target.DESCRIPTION,
            converter = Target.Converter.class)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Target target;

    Target get() {
        return target;
    }
}
