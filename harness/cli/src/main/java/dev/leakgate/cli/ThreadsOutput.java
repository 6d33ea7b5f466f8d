package dev.leakgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leakgate.cli.ThreadsView.Row;
import dev.leakgate.units.ByteSize;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints threads, as text for people and as JSON. */
final class ThreadsOutput {

    /** Registers that stand on one line of text. */
    private static final int IN_A_LINE = 4;

    private ThreadsOutput() {}

    static void print(PrintWriter out, ThreadsView view, boolean registers) {
        String address = "0x%0" + (view.wordBytes() == 4 ? 8 : 12) + "x";
        out.printf(
                Locale.ROOT,
                "%s, %s, %,d thread%s%n",
                view.title(),
                view.command(),
                view.threads().size(),
                view.threads().size() == 1 ? "" : "s");
        String line = "%7s  %-15s  %-14s  %-14s  %10s  %10s  %s%n";
        out.printf(line, "thread", "name", "sp", "fp", "depth", "stack", "at");
        for (Row row : view.threads()) {
            out.printf(
                    line,
                    row.tid(),
                    row.name().isEmpty() ? "?" : row.name(),
                    String.format(address, row.sp()),
                    row.hasFrame() ? String.format(address, row.fp()) : "-",
                    row.stack().map(s -> ByteSize.ofBytes(s.depth()).toString()).orElse("?"),
                    row.stack()
                            .map(s -> ByteSize.ofBytes(s.end() - s.start()).toString())
                            .orElse("?"),
                    at(row, address));
            if (registers) {
                registers(out, row, address);
            }
        }
        view.losses().forEach(loss -> out.println("not whole: " + loss));
    }

    private static String at(Row row, String address) {
        String at = row.place().isEmpty() ? String.format(address, row.ip()) : row.place();
        String stack =
                row.stack().isEmpty()
                        ? ", its stack pointer is in no mapping"
                        : row.stack().get().region().startsWith("stacks")
                                ? ""
                                : ", on " + row.stack().get().region();
        return at + stack + (row.signal() == 0 ? "" : ", signal " + row.signal());
    }

    private static void registers(PrintWriter out, Row row, String address) {
        int column = 0;
        for (var register : row.registers().entrySet()) {
            out.printf("%9s %-18s", register.getKey(), String.format(address, register.getValue()));
            column++;
            if (column % IN_A_LINE == 0) {
                out.println();
            }
        }
        if (column % IN_A_LINE != 0) {
            out.println();
        }
    }

    static ObjectNode json(ThreadsView view) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("pid", view.pid()).put("command", view.command());
        root.put("wordSize", view.wordBytes());
        root.put("complete", view.losses().isEmpty());
        ArrayNode losses = root.putArray("losses");
        view.losses().forEach(losses::add);
        ArrayNode threads = root.putArray("threads");
        for (Row row : view.threads()) {
            ObjectNode thread = threads.addObject();
            thread.put("tid", row.tid()).put("name", row.name());
            thread.put("sp", Json.address(row.sp())).put("ip", Json.address(row.ip()));
            thread.put("fp", Json.address(row.fp())).put("fpInStack", row.hasFrame());
            if (!row.place().isEmpty()) {
                thread.put("at", row.place());
            }
            if (row.signal() != 0) {
                thread.put("signal", row.signal());
            }
            row.stack()
                    .ifPresent(
                            stack ->
                                    thread.putObject("stack")
                                            .put("start", Json.address(stack.start()))
                                            .put("end", Json.address(stack.end()))
                                            .put("depth", stack.depth())
                                            .put("region", stack.region()));
            ObjectNode registers = thread.putObject("registers");
            row.registers().forEach((name, value) -> registers.put(name, Json.address(value)));
        }
        return root;
    }
}
