package dev.leakgate.report;

import dev.leakgate.units.ByteSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes the lines on stacks and address space, where a limit on them is broken. */
final class StackLines {

    private static final Pattern OF_SPACE =
            Pattern.compile("stack per thread|threads of .* within .*|address space within .*");

    private StackLines() {}

    static List<String> of(RunDocument run) {
        StacksInfo stacks = run.stacks();
        AddressSpaceInfo space = run.addressSpace();
        boolean broken =
                run.budgets().stream()
                        .anyMatch(
                                budget ->
                                        Boolean.FALSE.equals(budget.met())
                                                && OF_SPACE.matcher(budget.name()).matches());
        RunDocument.CrashInfo crash = run.crash();
        boolean crashed = crash != null && crash.diagnosis() != null;
        List<String> lines = new ArrayList<>();
        if (stacks == null || space == null || !(broken || crashed)) {
            return lines;
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  stacks  %,d threads besides the main one reserve %s and have touched %s;"
                                + " the next gets %s (%s)",
                        stacks.count(),
                        new ByteSize(stacks.reserved()),
                        new ByteSize(stacks.used()),
                        new ByteSize(stacks.newSize()),
                        stacks.sizeFrom()));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "  space   %s%s: %s reserved, the largest hole is %s; %,d threads fit, %s",
                        stacks.within(),
                        stacks.predicted() ? " (predicted)" : "",
                        new ByteSize(space.reserved()),
                        new ByteSize(space.largestGap()),
                        stacks.maxThreads(),
                        stacks.why()));
        Long size = stacks.recommendedSize();
        if (size != null) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  advice  %s would do, a thread touched at most %s: %,d threads fit then;"
                                    + " set it by %s",
                            new ByteSize(size),
                            new ByteSize(stacks.mostUsed() == null ? 0 : stacks.mostUsed()),
                            stacks.recommendedMaxThreads(),
                            stacks.setBy()));
        }
        return lines;
    }
}
