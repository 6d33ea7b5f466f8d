package dev.leakgate.cli;

import dev.leakgate.image.Image;
import dev.leakgate.stack.StackReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds what {@code stacks} shows.
 *
 * @param title what was looked at
 * @param pid the process
 * @param command its name
 * @param notTold why columns are empty, a sentence each: what such a source never holds
 * @param losses what a core lacks that it should hold
 */
record StacksView(
        String title,
        int pid,
        String command,
        StackReport report,
        List<String> notTold,
        List<String> losses) {

    /** Says what the core of a kernel or of gdb does not hold. */
    static List<String> notToldBy(Image core) {
        List<String> notTold = new ArrayList<>();
        boolean unnamed =
                core.threads().stream()
                        .filter(thread -> thread.tid() != core.pid())
                        .anyMatch(thread -> thread.name().isEmpty());
        if (unnamed) {
            notTold.add("names of threads (?): a core of the kernel's or of gdb's holds none");
        }
        if (core.limits().isEmpty()) {
            notTold.add(
                    "limits: the core holds none; RLIMIT_STACK? is the size that most threads have,"
                            + " by guess, and another (?) the program's own choice or that limit");
        }
        return notTold;
    }
}
