package dev.leakgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leakgate.cli.MapView.Row;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionUse;
import org.jspecify.annotations.Nullable;

/** Writes a map as JSON; sizes are bytes and addresses hexadecimal strings. */
final class MapJson {

    private MapJson() {}

    static ObjectNode of(MapView view, @Nullable MapOrder order, boolean regionsOnly) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("pid", view.pid()).put("command", view.command()).put("threads", view.threads());
        if (view.frozen()) {
            root.put("complete", view.losses().isEmpty());
            ArrayNode losses = root.putArray("losses");
            view.losses().forEach(losses::add);
        }
        ArrayNode regions = root.putArray("regions");
        view.regions().entrySet().stream()
                .sorted((order == null ? MapOrder.FOOTPRINT : order).regions())
                .forEach(
                        region ->
                                region(
                                        view,
                                        regions.addObject(),
                                        region.getKey(),
                                        region.getValue()));
        if (!regionsOnly) {
            ArrayNode mappings = root.putArray("mappings");
            view.mappings().stream()
                    .sorted((order == null ? MapOrder.ADDRESS : order).rows())
                    .forEach(row -> mapping(view, mappings.addObject(), row));
        }
        return root;
    }

    private static void region(MapView view, ObjectNode node, RegionKey region, RegionUse use) {
        node.put("kind", region.kind().name()).put("name", region.name());
        node.put("size", use.reserved());
        sizes(view, node, use);
        node.put("mappings", use.mappings());
    }

    private static void mapping(MapView view, ObjectNode node, Row row) {
        node.put("start", Json.address(row.start())).put("end", Json.address(row.end()));
        node.put("size", row.size());
        sizes(view, node, row.use());
        node.put("mode", row.mode());
        if (row.thread() != 0) {
            node.put("thread", row.thread());
        }
        node.put("region", row.region().toString()).put("name", row.name());
    }

    private static void sizes(MapView view, ObjectNode node, RegionUse use) {
        if (view.frozen()) {
            node.put("held", use.rss());
        } else {
            node.put("rss", use.rss()).put("footprint", use.footprint());
        }
    }
}
