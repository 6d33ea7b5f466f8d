package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionUse;
import dev.leakgate.region.ServiceRegions;
import dev.leakgate.units.ByteSize;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the regions of a process, the largest first. */
@Command(
        name = "map",
        description = "Shows the memory regions of a process by what they are for.",
        mixinStandardHelpOptions = true)
final class MapCommand implements Callable<Integer> {

    /** What regions can be sorted by. */
    enum Order {
        FOOTPRINT(RegionUse::footprint),
        RSS(RegionUse::rss),
        RESERVED(RegionUse::reserved);

        @SuppressWarnings("ImmutableEnumChecker") // a method reference holds nothing
        private final ToLongFunction<RegionUse> size;

        Order(ToLongFunction<RegionUse> size) {
            this.size = size;
        }

        Comparator<Map.Entry<RegionKey, RegionUse>> largestFirst() {
            Comparator<Map.Entry<RegionKey, RegionUse>> bySize =
                    Comparator.comparingLong(region -> size.applyAsLong(region.getValue()));
            return bySize.reversed().thenComparing(Map.Entry::getKey);
        }
    }

    @Parameters(paramLabel = "PID", description = "The process.")
    private int pid;

    @Option(names = "--json", description = "Print JSON, sizes in bytes.")
    private boolean json;

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            description = "One of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
            defaultValue = "FOOTPRINT")
    private Order order = Order.FOOTPRINT;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        try (ProcReader reader = new ProcReader();
                ServiceRegions service = new ServiceRegions(reader)) {
            ProcStat process = reader.stat(pid).orElseThrow(this::nothingToShow);
            List<Map.Entry<RegionKey, RegionUse>> regions =
                    service.read(List.of(process.id()), null).entrySet().stream()
                            .sorted(order.largestFirst())
                            .toList();
            if (regions.isEmpty()) {
                throw nothingToShow();
            }
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(json(process, regions));
            } else {
                print(out, process, regions);
            }
            return ExitCode.OK;
        }
    }

    private ParameterException nothingToShow() {
        return new ParameterException(
                spec.commandLine(),
                "Process " + pid + " has no memory to show: it ended, or is a kernel thread.");
    }

    private static void print(
            PrintWriter out, ProcStat process, List<Map.Entry<RegionKey, RegionUse>> regions) {
        out.printf(
                "process %d, %s, %d threads%n", process.pid(), process.comm(), process.threads());
        line(out, "footprint", "resident", "reserved", "mappings", "region");
        RegionUse sum = RegionUse.NONE;
        for (Map.Entry<RegionKey, RegionUse> region : regions) {
            line(out, region.getValue(), region.getKey().toString());
            sum = sum.plus(region.getValue());
        }
        line(out, sum, "all");
    }

    private static void line(PrintWriter out, RegionUse use, String name) {
        line(
                out,
                ByteSize.ofBytes(use.footprint()).toString(),
                ByteSize.ofBytes(use.rss()).toString(),
                ByteSize.ofBytes(use.reserved()).toString(),
                Integer.toString(use.mappings()),
                name);
    }

    private static void line(
            PrintWriter out,
            String footprint,
            String rss,
            String reserved,
            String mappings,
            String name) {
        out.printf(
                Locale.ROOT, "%10s %10s %10s %9s  %s%n", footprint, rss, reserved, mappings, name);
    }

    private static String json(ProcStat process, List<Map.Entry<RegionKey, RegionUse>> regions)
            throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("pid", process.pid());
        root.put("name", process.comm());
        root.put("threads", process.threads());
        ArrayNode list = root.putArray("regions");
        for (Map.Entry<RegionKey, RegionUse> region : regions) {
            ObjectNode node = list.addObject().put("kind", region.getKey().kind().text());
            if (!region.getKey().name().isEmpty()) {
                node.put("name", region.getKey().name());
            }
            node.put("footprint", region.getValue().footprint())
                    .put("rss", region.getValue().rss())
                    .put("reserved", region.getValue().reserved())
                    .put("mappings", region.getValue().mappings());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
