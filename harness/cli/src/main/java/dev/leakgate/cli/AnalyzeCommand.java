package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.leakgate.check.Analyses;
import dev.leakgate.elf.ElfException;
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
        output.prepare(AnalysisDocument.class);
        AnalysisDocument analysis = analysis();
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

    private AnalysisDocument analysis() throws ElfException {
        try (FrozenTarget frozen = FrozenTarget.of(target.get())) {
            return Analyses.of(frozen.title(), frozen.image());
        } catch (ElfException noCore) {
            throw noCore;
        } catch (IOException noRoom) {
            throw NotPossibleException.unmapped(target.get().toString(), noRoom);
        }
    }
}
