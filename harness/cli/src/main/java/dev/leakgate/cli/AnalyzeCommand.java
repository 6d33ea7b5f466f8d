package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Parameters(
            paramLabel = "PID|CORE",
            description = Target.DESCRIPTION,
            converter = Target.Converter.class)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Target target;

    @Option(
            names = "--fail-on-leak",
            description = "Exit with 1 if there is a chunk that nothing points to any more.")
    private boolean failOnLeak;

    @Option(names = "--json", description = "Print JSON, all sizes in bytes.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException, ElfException {
        AnalysisDocument analysis = target.isCore() ? ofCore() : ofProcess();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    new ObjectMapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(analysis));
        } else {
            AnalysisText.print(out, analysis);
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

    private AnalysisDocument ofCore() throws ElfException {
        try (Image image = target.open()) {
            return of("core " + target + " of process " + image.pid(), image);
        }
    }

    private AnalysisDocument ofProcess() {
        Capture capture = Captures.of(target.pid(), CaptureMode.AUTO);
        if (capture instanceof Capture.Refused refused) {
            throw new NotPossibleException(refused.message());
        }
        try (Image image = ((Capture.Taken) capture).image()) {
            return of("process " + target, image, KernelPointers.of(target.pid()));
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
