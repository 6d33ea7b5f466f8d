package dev.leakgate.benchmarks;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.stack.ProcessSpace;
import dev.leakgate.stack.StackReport;
import dev.leakgate.stack.ThreadStack;
import java.io.PrintStream;

/**
 * Looks at the stacks of one process as {@code leakgate stacks} does, as a process of its own, and
 * prints a line for each.
 */
public final class StacksRun {

    private StacksRun() {}

    /** Takes the process id; without one it does nothing but start. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            return;
        }
        try (ProcReader proc = new ProcReader()) {
            ProcessSpace space =
                    ProcessSpace.live(proc, Integer.parseInt(arguments[0])).orElseThrow();
            StackReport report = space.within(null);
            StringBuilder lines = new StringBuilder();
            for (ThreadStack stack : report.stacks().stacks()) {
                lines.append(stack.name()).append(' ').append(stack.tid()).append(' ');
                lines.append(stack.reserved()).append(' ').append(stack.touched()).append('\n');
            }
            PrintStream out = System.out;
            out.print(lines.append(report.forecast()).append('\n'));
        }
    }
}
