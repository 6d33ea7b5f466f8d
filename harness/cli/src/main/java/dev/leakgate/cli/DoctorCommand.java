package dev.leakgate.cli;

import dev.leakgate.doctor.Diagnosis;
import dev.leakgate.doctor.Doctor;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what this machine allows, and shows that a known leak is seen on it. */
@Command(
        name = "doctor",
        description = {
            "Says what this machine allows and what to do about the rest, and runs a self-test:",
            "a service that leaks a known amount must be seen, its healthy twin must not."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:verdicts reached here can be believed", "3:they cannot"},
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        Diagnosis diagnosis = Doctor.examine();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(diagnosis.json());
        } else {
            diagnosis.lines().forEach(out::println);
        }
        return diagnosis.usable() ? ExitCode.OK : Leakgate.NOT_PERMITTED;
    }
}
