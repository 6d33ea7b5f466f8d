package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.leakgate.check.Analyses;
import dev.leakgate.elf.ElfException;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.Image;
import dev.leakgate.linux.KernelPointers;
import dev.leakgate.report.AnalysisDocument;
import dev.leakgate.report.AnalysisDocument.TotalsInfo;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes the heap of a process or a core apart. */
@Command(
        name = "analyze",
        description = {
            "Shows what the heap of a process or a core has in it: which objects leak, of what type,",
            "with what in them. A process stands for milliseconds, and goes on."
        },
        mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {

    private static final int LEAKS = 1;

    @Mixin private final TargetArgument target = new TargetArgument();
    @Mixin private final Output output = new Output();

    @Option(
            names = "--fail-on-leak",
            description = "Exit with 1 if there is a chunk that nothing points to any more.")
    private boolean failOnLeak;

    @Override
    public Integer call() throws JsonProcessingException, ElfException {
        Target named = target.get();
        AnalysisDocument analysis = named.isCore() ? ofCore(named) : ofProcess(named);
        if (output.isJson()) {
            output.json(analysis);
        } else {
            AnalysisText.print(output.text(), analysis);
        }
        return failOnLeak ? judged(analysis) : ExitCode.OK;
    }

    /** Never green when blind: chunks that could not be counted are no clean heap. */
    private int judged(AnalysisDocument analysis) {
        TotalsInfo totals = analysis.totals();
        if (totals != null && totals.direct().chunks() > 0) {
            return LEAKS;
        }
        return totals == null || !analysis.complete() ? Leakgate.NOT_PERMITTED : ExitCode.OK;
    }

    private static AnalysisDocument ofCore(Target core) throws ElfException {
        try (Image image = core.open()) {
            return of(core.titleOf(image), image);
        }
    }

    private static AnalysisDocument ofProcess(Target process) {
        Capture capture = Captures.of(process.pid(), CaptureMode.AUTO);
        try (Image image = NotPossibleException.unlessTaken(capture).image()) {
            return of(process.titleOf(image), image, KernelPointers.of(process.pid()));
        }
    }

    private static AnalysisDocument of(String source, Image image, long... kernelHeld) {
        try {
            return Analyses.of(source, image, kernelHeld);
        } catch (IOException noRoom) {
            throw new NotPossibleException(
                    "the memory of " + source + " cannot be mapped: " + noRoom.getMessage());
        }
    }
}
