package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.leakgate.check.Diffs;
import dev.leakgate.check.Diffs.Side;
import dev.leakgate.elf.ElfException;
import dev.leakgate.report.DiffDocument;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares the heaps of two images of one process. */
@Command(
        name = "diff",
        description = {
            "Shows what came to the heap of a process between two cores and is still there: which",
            "objects, with what in them, who holds them. What came in place of others of its kind is",
            "not shown."
        },
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "BEFORE",
            description = "The earlier core.",
            converter = Target.Converter.class)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Target before;

    @Parameters(
            index = "1",
            paramLabel = "AFTER",
            description = "A later core of the same process, or the process itself as it is now.",
            converter = Target.Converter.class)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Target after;

    @Mixin private final Output output = new Output();

    @Override
    public Integer call() throws JsonProcessingException, ElfException {
        if (!before.isCore()) {
            throw new InvalidInputException(
                    "BEFORE must be a core: make one by leakgate capture " + before);
        }
        DiffDocument diff = diff();
        if (output.isJson()) {
            output.json(diff);
        } else {
            DiffText.print(output.text(), diff);
        }
        return ExitCode.OK;
    }

    private DiffDocument diff() throws ElfException {
        try (FrozenTarget old = FrozenTarget.of(before);
                FrozenTarget now = FrozenTarget.of(after)) {
            Side earlier = side(old);
            Side later = side(now);
            Diffs.obstacle(earlier, later)
                    .ifPresent(
                            why -> {
                                throw new InvalidInputException(
                                        before
                                                + " and "
                                                + after
                                                + " cannot be compared: "
                                                + why
                                                + "; take both of one process, without a restart"
                                                + " between");
                            });
            return Diffs.of(earlier, later);
        } catch (ElfException noCore) {
            throw noCore;
        } catch (IOException noRoom) {
            throw NotPossibleException.unmapped(before + " or " + after, noRoom);
        }
    }

    private static Side side(FrozenTarget frozen) {
        return new Side(frozen.title(), frozen.image());
    }
}
