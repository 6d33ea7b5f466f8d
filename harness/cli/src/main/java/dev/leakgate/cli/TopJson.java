package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leakgate.linux.MemoryGroup;
import dev.leakgate.linux.PidNamespaces;
import dev.leakgate.watch.LeakRate;
import dev.leakgate.watch.ProcessGrowth;
import java.util.List;

/** Prints processes as JSON, a line for each look. */
final class TopJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TopJson() {}

    static String of(List<ProcessGrowth> shown, int all, int rounds, long millis)
            throws JsonProcessingException {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("schema", "leakgate/top/1");
        root.put("seconds", millis / 1000.0).put("rounds", rounds).put("processes", all);
        ArrayNode top = root.putArray("top");
        for (ProcessGrowth process : shown) {
            ObjectNode node = top.addObject();
            node.put("pid", process.now().id().pid()).put("uid", process.now().uid());
            node.put("command", TopText.command(process));
            node.put("memory", process.now().memory()).put("rss", process.now().rss());
            node.put("threads", process.now().threads());
            node.put("growthPerSecond", process.perSecond());
            node.put("permitted", !TopText.isClosed(process.now().id().pid()));
            int pid = process.now().id().pid();
            PidNamespaces.inner(pid).ifPresent(inner -> node.put("pidInContainer", inner));
            MemoryGroup.of(pid)
                    .filter(group -> group.limit().isPresent())
                    .ifPresent(group -> WatchJson.put(node, group));
            LeakRate leak = process.leak();
            if (leak != null) {
                node.set("leakPerSecond", rate(leak));
            }
        }
        return MAPPER.writeValueAsString(root);
    }

    static ObjectNode rate(LeakRate rate) {
        return MAPPER.createObjectNode()
                .put("value", rate.value())
                .put("low", rate.low())
                .put("high", rate.high());
    }
}
