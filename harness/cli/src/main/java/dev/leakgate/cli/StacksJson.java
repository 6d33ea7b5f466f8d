package dev.leakgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leakgate.stack.AddressUse;
import dev.leakgate.stack.ProcessStacks;
import dev.leakgate.stack.StackReport;
import dev.leakgate.stack.ThreadStack;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes stacks as JSON, with the names that run.json uses. */
final class StacksJson {

    private StacksJson() {}

    static ObjectNode of(StacksView view, @Nullable Integer threads) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        StackReport report = view.report();
        root.put("pid", view.pid()).put("command", view.command());
        root.put("wordSize", report.stacks().wordSize().bytes() * Byte.SIZE);
        root.put("complete", view.losses().isEmpty());
        ArrayNode losses = root.putArray("losses");
        view.losses().forEach(losses::add);
        ArrayNode notTold = root.putArray("notTold");
        view.notTold().forEach(notTold::add);
        stacks(root.putObject("stacks"), report);
        space(root.putObject("addressSpace"), report.use());
        if (threads != null) {
            root.put("wanted", threads).put("fits", report.forecast().fits(threads));
        }
        return root;
    }

    private static void stacks(ObjectNode node, StackReport report) {
        ProcessStacks stacks = report.stacks();
        node.put("count", stacks.threads().size());
        node.put("ended", stacks.ended().size());
        node.put("unknown", stacks.unknown().size());
        node.put("reserved", stacks.reserved());
        node.put("used", stacks.touched());
        node.put("largest", stacks.largest());
        node.put("mostUsed", stacks.mostTouched());
        node.put("newSize", stacks.newThread().size());
        node.put("sizeFrom", stacks.newThread().cause().text());
        node.put("within", report.forecast().within().toString());
        node.put("predicted", report.forecast().predicted());
        node.put("maxThreads", report.forecast().threads());
        node.put("obstacle", name(report.forecast().obstacle()));
        node.put("why", report.forecast().why());
        if (report.advice() != null && report.advised() != null) {
            node.put("recommendedSize", report.advice().size().bytes());
            node.put("recommendedFrees", report.advice().frees().bytes());
            node.put("recommendedMaxThreads", report.advised().threads());
            node.put("setBy", report.advice().where());
        }
        ArrayNode entries = node.putArray("entries");
        stacks.stacks().forEach(stack -> entry(entries.addObject(), stack));
    }

    private static void entry(ObjectNode node, ThreadStack stack) {
        node.put("tid", stack.tid()).put("name", stack.name()).put("kind", stack.kind().text());
        if (stack.end() != 0) {
            node.put("start", Json.address(stack.start())).put("end", Json.address(stack.end()));
            node.put("reserved", stack.reserved()).put("used", stack.touched());
            node.put("guard", stack.guard());
        }
        if (stack.growsTo() != 0) {
            node.put("growsTo", stack.growsTo());
        }
        if (stack.stackPointer() != 0) {
            node.put("sp", Json.address(stack.stackPointer()));
        }
        if (stack.framePointer() != 0) {
            node.put("fp", Json.address(stack.framePointer())).put("fpInStack", stack.hasFrame());
        }
        if (stack.elsewhere() != null) {
            node.put("elsewhere", stack.elsewhere());
        }
        node.put("overflowed", stack.overflowed());
        node.put("sizeFrom", stack.cause().text());
    }

    private static void space(ObjectNode node, AddressUse use) {
        node.put("space", use.space().text()).put("predicted", use.predicted());
        node.put("reserved", use.reservedInAll());
        node.put("free", use.free());
        node.put("largestGap", use.largestGap());
        node.put("fragmentation", use.fragmentation());
        ObjectNode kinds = node.putObject("byKind");
        use.reserved().forEach((kind, bytes) -> kinds.put(kind.text(), bytes));
        ArrayNode gaps = node.putArray("gaps");
        use.gaps()
                .forEach(
                        gap ->
                                gaps.addObject()
                                        .put("start", Json.address(gap.start()))
                                        .put("size", gap.size()));
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
