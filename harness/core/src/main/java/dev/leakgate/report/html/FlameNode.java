package dev.leakgate.report.html;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums up the stacks that begin with the same calls. */
final class FlameNode {

    private final String name;
    private final Map<String, FlameNode> calls = new LinkedHashMap<>();
    private long bytes;

    FlameNode(String name) {
        this.name = name;
    }

    /** Adds a stack to what this call called. */
    void add(long more, List<String> stack) {
        FlameNode node = this;
        node.bytes += more;
        for (String call : stack) {
            node = node.calls.computeIfAbsent(call, FlameNode::new);
            node.bytes += more;
        }
    }

    String name() {
        return name;
    }

    long bytes() {
        return bytes;
    }

    /** Returns what it called, the most bytes first. */
    List<FlameNode> calls() {
        return calls.values().stream()
                .sorted(Comparator.comparingLong(FlameNode::bytes).reversed())
                .toList();
    }
}
