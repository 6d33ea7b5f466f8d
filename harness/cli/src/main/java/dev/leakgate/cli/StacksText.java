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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints stacks for people: a line each, then the address space, and what fits into it. */
final class StacksText {

    private static final String ROW = "%7s  %-15s  %-7s  %10s  %10s  %7s  %-13s  %s%n";

    private final PrintWriter out;
    private final StacksView view;
    private final String address;

    private StacksText(PrintWriter out, StacksView view) {
        this.out = out;
        this.view = view;
        boolean narrow = view.report().stacks().wordSize() == WordSize.BITS_32;
        address = "%0" + (narrow ? 8 : 12) + "x";
    }

    static void print(PrintWriter out, StacksView view, @Nullable Integer threads) {
        StacksText text = new StacksText(out, view);
        text.title();
        text.table();
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

    private void table() {
        out.printf(
                ROW, "thread", "name", "stack", "reserved", "touched", "guard", "size from", "at");
        for (ThreadStack stack : view.report().stacks().stacks()) {
            boolean known = stack.kind() != StackKind.UNKNOWN;
            out.printf(
                    ROW,
                    stack.tid() == 0 ? "" : stack.tid(),
                    printable(stack),
                    stack.kind().text(),
                    known ? new ByteSize(stack.reserved()) : "?",
                    known ? new ByteSize(stack.touched()) : "?",
                    known ? guard(stack) : "?",
                    stack.cause().text(),
                    at(stack));
        }
    }

    /** The kernel lets a thread be named anything, line feeds included. */
    private static String printable(ThreadStack stack) {
        String name = stack.name().replaceAll("\\p{Cntrl}", "?");
        return name.isEmpty() && stack.kind() != StackKind.ENDED ? "?" : name;
    }

    private static String guard(ThreadStack stack) {
        return stack.guard() == 0 ? "" : new ByteSize(stack.guard()).toString();
    }

    private String at(ThreadStack stack) {
        if (stack.kind() == StackKind.UNKNOWN) {
            return stack.stackPointer() == 0
                    ? "running, not seen"
                    : "its stack pointer is in " + stack.elsewhere();
        }
        String range = String.format(address + "-" + address, stack.start(), stack.end());
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
