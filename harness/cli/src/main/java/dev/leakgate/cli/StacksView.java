package dev.leakgate.cli;

import dev.leakgate.stack.StackReport;
import java.util.List;

/**
 * Holds what {@code stacks} shows.
 *
 * @param title what was looked at
 * @param pid the process
 * @param command its name
 * @param losses what a core lacks
 */
record StacksView(String title, int pid, String command, StackReport report, List<String> losses) {}
