package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.leakgate.elf.ElfException;
import dev.leakgate.heap.ImageLayout;
import dev.leakgate.image.Image;
import dev.leakgate.linux.PidNamespaces;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.RegionUse;
import dev.leakgate.region.ServiceRegions;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the mappings of a process or a core with their regions, or the regions alone. */
@Command(
        name = "map",
        description = {
            "Shows the mappings of a process or of a core, like pmap -x, with what each is for.",
            "A core tells how much of each mapping it holds."
        },
        mixinStandardHelpOptions = true)
final class MapCommand implements Callable<Integer> {

    @Mixin private final TargetArgument target = new TargetArgument();
    @Mixin private final Output output = new Output();

    @Option(
            names = "--regions",
            description = "Print regions, summed over their mappings, and no mappings.")
    private boolean regionsOnly;

    @Option(
            names = "--sort",
            paramLabel = "COLUMN",
            description = {
                "One of ${COMPLETION-CANDIDATES}; sizes the largest first.",
                "Default: mappings by address, regions by footprint."
            })
    private @Nullable MapOrder order;

    @Override
    public Integer call() throws JsonProcessingException, ElfException {
        Target named = target.get();
        MapView view = named.isCore() ? ofCore(named) : ofProcess(named.pid());
        if (output.isJson()) {
            output.json(MapJson.of(view, order, regionsOnly));
        } else {
            MapText.print(output.text(), view, order, regionsOnly);
        }
        return ExitCode.OK;
    }

    private static MapView ofProcess(int pid) {
        try (ProcReader reader = new ProcReader();
                ServiceRegions service = new ServiceRegions(reader)) {
            ProcStat process = reader.stat(pid).orElseThrow(() -> nothingToShow(pid));
            SortedMap<RegionKey, RegionUse> regions = service.read(List.of(process.id()), null);
            if (regions.isEmpty()) {
                throw nothingToShow(pid);
            }
            return new MapView(
                    "process " + PidNamespaces.text(pid),
                    pid,
                    process.comm(),
                    process.threads(),
                    false,
                    MapView.rows(service.layouts().get(0)),
                    regions,
                    List.of());
        }
    }

    private static MapView ofCore(Target core) throws ElfException {
        try (Image image = core.open()) {
            List<MapView.Row> rows = MapView.rows(ImageLayout.of(image));
            return new MapView(
                    core.titleOf(image),
                    image.pid(),
                    image.process().name(),
                    image.threads().size(),
                    true,
                    rows,
                    MapView.sum(rows),
                    image.losses());
        }
    }

    private static InvalidInputException nothingToShow(int pid) {
        return new InvalidInputException(
                "Process " + pid + " has no memory to show: it ended, or is a kernel thread.");
    }
}
