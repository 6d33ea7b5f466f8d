package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.leakgate.elf.ElfException;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.Image;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the threads of a process or a core. */
@Command(
        name = "threads",
        description = {
            "Shows the threads of a process or of a core: names, stacks and registers.",
            "A process stands still for as long as its registers are read, about a millisecond."
        },
        mixinStandardHelpOptions = true)
final class ThreadsCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PID|CORE",
            description = Target.DESCRIPTION,
            converter = Target.Converter.class)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Target target;

    @Option(
            names = "--registers",
            description = "Print the general registers of each thread too; JSON always has them.")
    private boolean registers;

    @Option(names = "--json", description = "Print JSON: sizes in bytes, addresses in hexadecimal.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException, ElfException {
        ThreadsView view = target.isCore() ? ofCore() : ofProcess();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ThreadsOutput.json(view));
        } else {
            ThreadsOutput.print(out, view, registers);
        }
        return ExitCode.OK;
    }

    private ThreadsView ofCore() throws ElfException {
        try (Image image = target.open()) {
            return ThreadsView.of(
                    "core " + target + " of process " + image.pid(), image, image.losses());
        }
    }

    /** No memory is wanted, so what the image lacks of it is no loss. */
    private ThreadsView ofProcess() {
        Capture capture = Captures.of(target.pid(), CaptureMode.STOP, mapping -> false);
        if (capture instanceof Capture.Refused refused) {
            throw new NotPossibleException(refused.message());
        }
        try (Image image = ((Capture.Taken) capture).image()) {
            return ThreadsView.of("process " + target, image, List.of());
        }
    }
}
