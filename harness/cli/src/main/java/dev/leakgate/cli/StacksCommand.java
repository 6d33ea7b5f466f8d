package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.leakgate.elf.ElfException;
import dev.leakgate.image.Image;
import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.PidNamespaces;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.stack.ProcessSpace;
import dev.leakgate.stack.SpaceLimit;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints the stacks of a process or a core, and how many threads its address space takes. */
@Command(
        name = "stacks",
        description = {
            "Shows each thread's stack of a process or of a core, what it reserves and what it has"
                    + " touched, and how many threads fit into the address space.",
            "A process goes on meanwhile. Exit status 1: --threads do not fit."
        },
        mixinStandardHelpOptions = true)
final class StacksCommand implements Callable<Integer> {

    /** Says that so many threads do not fit. */
    private static final int DO_NOT_FIT = 1;

    @Mixin private final TargetArgument target = new TargetArgument();
    @Mixin private final Output output = new Output();

    @Option(
            names = "--within",
            paramLabel = "SPACE",
            description = {
                "i386-3gb, i386-4gb, x86-64, or a size such as '2 GiB': what it must fit into.",
                "Default: the address space that it runs in. Another one is predicted."
            },
            converter = SpaceConverter.class)
    private @Nullable SpaceLimit within;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads, the main one not counted, that must fit; else the status is 1.")
    private @Nullable Integer threads;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException, ElfException {
        if (threads != null && threads < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--threads = " + threads + " must be 0 or more");
        }
        Target named = target.get();
        StacksView view = named.isCore() ? ofCore(named) : ofProcess(named.pid());
        if (output.isJson()) {
            output.json(StacksJson.of(view, threads));
        } else {
            StacksText.print(output.text(), view, threads);
        }
        boolean fits = threads == null || view.report().forecast().fits(threads);
        return fits ? ExitCode.OK : DO_NOT_FIT;
    }

    private StacksView ofCore(Target core) throws ElfException {
        try (Image image = core.open()) {
            ProcessSpace space = ProcessSpace.of(image);
            return new StacksView(
                    core.titleOf(image),
                    space.pid(),
                    space.command(),
                    space.within(within),
                    StacksView.notToldBy(image),
                    image.losses());
        }
    }

    /** Nothing stops: what the process did meanwhile is no loss worth a word. */
    private StacksView ofProcess(int pid) {
        try (ProcReader proc = new ProcReader()) {
            ProcessSpace space = ProcessSpace.live(proc, pid).orElseThrow(() -> ended(pid));
            return new StacksView(
                    "process " + PidNamespaces.text(pid),
                    pid,
                    space.command(),
                    space.within(within),
                    List.of(),
                    List.of());
        } catch (CaptureRefusedException refused) {
            throw new NotPossibleException(refused.getMessage() + "; " + refused.remedy());
        }
    }

    private static InvalidInputException ended(int pid) {
        return new InvalidInputException(
                "Process " + pid + " has no stacks to show: it ended, or is a kernel thread.");
    }

    /** Reads what the user wrote for an address space. */
    static final class SpaceConverter implements ITypeConverter<SpaceLimit> {

        @Override
        public SpaceLimit convert(String text) {
            try {
                return SpaceLimit.parse(text);
            } catch (IllegalArgumentException unreadable) {
                throw new TypeConversionException(unreadable.getMessage());
            }
        }
    }
}
