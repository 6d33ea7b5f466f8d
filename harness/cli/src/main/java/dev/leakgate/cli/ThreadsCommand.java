package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.leakgate.elf.ElfException;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.Image;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the threads of a process or a core. */
@Command(
        name = "threads",
        description = {
            "Shows the threads of a process or of a core: names, stacks and registers.",
            "A process stands still for as long as its registers are read, about a millisecond."
        },
        mixinStandardHelpOptions = true)
final class ThreadsCommand implements Callable<Integer> {

    @Mixin private final TargetArgument target = new TargetArgument();
    @Mixin private final Output output = new Output();

    @Option(
            names = "--registers",
            description = "Print the general registers of each thread too; JSON always has them.")
    private boolean registers;

    @Override
    public Integer call() throws JsonProcessingException, ElfException {
        Target named = target.get();
        ThreadsView view = named.isCore() ? ofCore(named) : ofProcess(named);
        if (output.isJson()) {
            output.json(ThreadsOutput.json(view));
        } else {
            ThreadsOutput.print(output.text(), view, registers);
        }
        return ExitCode.OK;
    }

    private static ThreadsView ofCore(Target core) throws ElfException {
        try (Image image = core.open()) {
            return ThreadsView.of(core.titleOf(image), image, image.losses());
        }
    }

    /** No memory is wanted, so what the image lacks of it is no loss. */
    private static ThreadsView ofProcess(Target process) {
        Capture capture = Captures.of(process.pid(), CaptureMode.STOP, mapping -> false);
        try (Image image = NotPossibleException.unlessTaken(capture).image()) {
            return ThreadsView.of(process.titleOf(image), image, List.of());
        }
    }
}
