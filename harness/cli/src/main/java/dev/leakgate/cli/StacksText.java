package dev.leakgate.cli;

import dev.leakgate.region.RegionKind;
import dev.leakgate.stack.AddressUse;
import dev.leakgate.stack.ProcessStacks;
import dev.leakgate.stack.StackAdvice;
import dev.leakgate.stack.StackKind;
import dev.leakgate.stack.ThreadForecast;
import dev.leakgate.stack.ThreadStack;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.WordSize;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prints stacks for people: a line each, then the address space, and what fits into it. */
final class StacksText {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final PrintWriter out;
    private final StacksView view;
    private final int digits;
    private final Map<Long, String> sizes = new HashMap<>();

    private StacksText(PrintWriter out, StacksView view) {
        this.out = out;
        this.view = view;
        boolean narrow = view.report().stacks().wordSize() == WordSize.BITS_32;
        digits = narrow ? 8 : 12;
    }

    static void print(PrintWriter out, StacksView view, @Nullable Integer threads) {
        StacksText text = new StacksText(out, view);
        text.title();
        text.table();
        view.notTold().forEach(what -> out.println("not told       " + what));
        text.stacks();
        text.space();
        text.answers(threads);
        view.losses().forEach(loss -> out.println("not whole: " + loss));
    }

    private void title() {
        ProcessStacks stacks = view.report().stacks();
        long threads =
                stacks.stacks().stream().filter(one -> one.kind() != StackKind.ENDED).count();
        out.printf(
                Locale.ROOT,
                "%s, %s, %,d thread%s, %s%n",
                view.title(),
                view.command(),
                threads,
                threads == 1 ? "" : "s",
                stacks.wordSize());
    }

    /** Without formats in the loop: a process may have thousands of threads. */
    private void table() {
        StringBuilder row = new StringBuilder(" thread  name             stack  ");
        row.append("    reserved     touched    guard  size from    ");
        left(row, "sp", digits);
        left(row, "fp", digits);
        out.println(row.append("  at"));
        for (ThreadStack stack : view.report().stacks().stacks()) {
            boolean known = stack.kind() != StackKind.UNKNOWN;
            row.setLength(0);
            right(row, stack.tid() == 0 ? "" : Integer.toString(stack.tid()), 7);
            left(row, printable(stack), 15);
            left(row, stack.kind().text(), 7);
            row.append("  ");
            right(row, known ? size(stack.reserved()) : "?", 10);
            row.append("  ");
            right(row, known ? size(stack.touched()) : "?", 10);
            row.append("  ");
            right(row, known ? guard(stack) : "?", 7);
            left(row, stack.cause().text(), 13);
            left(row, stack.stackPointer() == 0 ? "-" : hex(stack.stackPointer()), digits);
            left(row, stack.hasFrame() ? hex(stack.framePointer()) : "-", digits);
            row.append("  ").append(at(stack));
            out.println(row);
        }
    }

    private static void right(StringBuilder row, String text, int width) {
        row.append(" ".repeat(Math.max(0, width - text.length()))).append(text);
    }

    private static void left(StringBuilder row, String text, int width) {
        row.append("  ").append(text).append(" ".repeat(Math.max(0, width - text.length())));
    }

    /** Most threads have the same sizes. */
    private String size(long bytes) {
        return sizes.computeIfAbsent(bytes, size -> new ByteSize(size).toString());
    }

    private String hex(long address) {
        StringBuilder text = new StringBuilder();
        right(text, Long.toHexString(address), digits);
        return text.toString().replace(' ', '0');
    }

    /** The kernel lets a thread be named anything, line feeds included. */
    private static String printable(ThreadStack stack) {
        String name = CONTROL.matcher(stack.name()).replaceAll("?");
        return name.isEmpty() && stack.kind() != StackKind.ENDED ? "?" : name;
    }

    private String guard(ThreadStack stack) {
        return stack.guard() == 0 ? "" : size(stack.guard());
    }

    private String at(ThreadStack stack) {
        if (stack.kind() == StackKind.UNKNOWN) {
            return stack.stackPointer() == 0
                    ? "running, not seen"
                    : "its stack pointer is in " + stack.elsewhere();
        }
        String range = hex(stack.start()) + "-" + hex(stack.end());
        if (stack.overflowed()) {
            return range + ", overflowed: its stack pointer is in the guard";
        }
        if (stack.elsewhere() != null) {
            return range + ", but it runs on " + stack.elsewhere();
        }
        return stack.kind() == StackKind.MAIN ? range + grows(stack) : range;
    }

    private static String grows(ThreadStack stack) {
        if (stack.growsTo() == 0) {
            return "";
        }
        return stack.growsTo() < 0
                ? ", grows without limit"
                : ", grows to " + new ByteSize(stack.growsTo());
    }

    private void stacks() {
        ProcessStacks stacks = view.report().stacks();
        List<ThreadStack> ended = stacks.ended();
        out.printf(
                Locale.ROOT,
                "stacks         %,d besides the main one reserve %s; all have touched %s%n",
                stacks.threads().size() + ended.size(),
                new ByteSize(stacks.reserved()),
                new ByteSize(stacks.touched()));
        if (!ended.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "               %,d of them (%s) are kept of threads that ended, for new ones%n",
                    ended.size(),
                    new ByteSize(ended.stream().mapToLong(ThreadStack::reserved).sum()));
        }
    }

    private void space() {
        AddressUse use = view.report().use();
        out.printf(
                Locale.ROOT,
                "address space  %s%s: %s reserved; %s free, the largest hole is %s (%.0f %% of the"
                        + " free space is in others)%n",
                use.space().text(),
                use.predicted() ? ", predicted" : "",
                new ByteSize(use.reservedInAll()),
                new ByteSize(use.free()),
                new ByteSize(use.largestGap()),
                100 * use.fragmentation());
        use.reserved().entrySet().stream()
                .sorted(Map.Entry.<RegionKind, Long>comparingByValue().reversed())
                .forEach(
                        kind ->
                                out.printf(
                                        "               %10s  %s%n",
                                        new ByteSize(kind.getValue()), kind.getKey().text()));
    }

    private void answers(@Nullable Integer threads) {
        ThreadForecast forecast = view.report().forecast();
        out.println("threads        " + forecast + "; " + forecast.why());
        StackAdvice advice = view.report().advice();
        ThreadForecast advised = view.report().advised();
        if (advice != null && advised != null) {
            out.printf(
                    Locale.ROOT,
                    "advice         %s would do: a thread touched at most %s; frees %s, and %,d threads"
                            + " fit%n",
                    advice.size(),
                    advice.measured(),
                    advice.frees(),
                    advised.threads());
            out.println("               set it by " + advice.where());
        }
        if (threads != null) {
            out.printf(
                    Locale.ROOT,
                    "%s: %,d thread%s into %s%n",
                    forecast.fits(threads) ? "fit" : "do not fit",
                    threads,
                    threads == 1 ? "" : "s",
                    forecast.within());
        }
    }
}
