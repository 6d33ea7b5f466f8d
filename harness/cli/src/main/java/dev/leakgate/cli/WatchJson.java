package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leakgate.linux.MemoryGroup;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.watch.LeakRate;
import dev.leakgate.watch.LiveView;
import dev.leakgate.watch.LiveView.Row;
import java.util.TreeMap;

/** Prints what is watched as JSON, a line for each look. */
final class WatchJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SCHEMA = "leakgate/watch/1";

    private WatchJson() {}

    static String of(LiveView view, boolean perRequest) throws JsonProcessingException {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("schema", SCHEMA).put("seconds", view.elapsed().toMillis() / 1000.0);
        root.put("looks", view.looks());
        ArrayNode processes = root.putArray("processes");
        view.processes().stream().map(ProcessId::pid).forEach(processes::add);
        if (view.requests() >= 0) {
            root.put("requests", view.requests());
        }
        root.put("footprint", view.footprint()).put("rss", view.rss());
        root.put("growthPerSecond", view.perSecond()).put("share", view.share());
        WatchText.group(view).ifPresent(group -> put(root, group));
        ArrayNode regions = root.putArray("regions");
        ArrayNode counts = root.putArray("counts");
        for (Row row : view.rows()) {
            ObjectNode node = (row.bytes() ? regions : counts).addObject();
            node.put(row.bytes() ? "region" : "count", row.name());
            node.put(row.bytes() ? "footprint" : "value", row.level());
            if (row.bytes()) {
                node.put("rss", row.rss());
            }
            node.put("growthPerSecond", row.perSecond());
            if (row.perRequest() != null) {
                node.put("growthPerRequest", row.perRequest());
            }
            LeakRate leak = row.leak();
            if (leak != null) {
                node.set(perRequest ? "leakPerRequest" : "leakPerSecond", TopJson.rate(leak));
            }
        }
        return MAPPER.writeValueAsString(root);
    }

    static void put(ObjectNode node, MemoryGroup group) {
        ObjectNode of = node.putObject("controlGroup").put("path", group.path().toString());
        group.limit().ifPresent(limit -> of.put("limit", limit));
        group.used().ifPresent(used -> of.put("used", used));
        ObjectNode events = of.putObject("events");
        new TreeMap<>(group.events()).forEach(events::put);
    }

    static String end(String verdict, String text) throws JsonProcessingException {
        return MAPPER.writeValueAsString(
                MAPPER.createObjectNode()
                        .put("schema", SCHEMA)
                        .put("verdict", verdict)
                        .put("text", text));
    }
}
