package dev.leakgate.check;

import dev.leakgate.check.GrownDumps.Grown;
import dev.leakgate.elf.ElfException;
import dev.leakgate.image.AddressRange;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreContent;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import dev.leakgate.image.WrittenCore;
import dev.leakgate.linux.ProcAccessException;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.recording.Recording;
import dev.leakgate.region.ProcessLayout;
import dev.leakgate.region.RegionKey;
import dev.leakgate.region.ServiceRegions;
import dev.leakgate.report.CaptureInfo;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.HeapInfo;
import dev.leakgate.units.ByteSize;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Freezes the process that leaks most, for milliseconds, and writes its core. */
final class LeakCapture {

    /**
     * Holds what was kept, and what explains the leak.
     *
     * @param findings empty when the heap could not be taken apart
     * @param heap null when it could not
     * @param dumps the names of what was dumped, from the check's folder
     */
    record Taken(
            CaptureInfo capture,
            List<FindingInfo> findings,
            @Nullable HeapInfo heap,
            List<String> dumps) {

        static Taken none(String why) {
            return new Taken(CaptureInfo.none(why), List.of(), null, List.of());
        }
    }

    private LeakCapture() {}

    /**
     * Writes {@code core.PID} of the process that has most of the regions that grow, and the dumps
     * of these, and explains what grew in it.
     *
     * @param processes of the service, the launched one first
     * @param most how much memory the core holds at most; with 0 none is written
     */
    static Taken take(
            List<ProcessId> processes,
            Set<RegionKey> grown,
            Recording recording,
            Path folder,
            ByteSize most) {
        List<Grown> ranges = new ArrayList<>();
        ProcessLayout largest;
        try (ProcReader proc = new ProcReader();
                ServiceRegions regions = new ServiceRegions(proc)) {
            regions.read(processes, null);
            largest = largest(regions.layouts(), grown, ranges);
        } catch (ProcAccessException refused) {
            return Taken.none(String.valueOf(refused.getMessage()));
        }
        if (largest == null) {
            return Taken.none("the service has ended");
        }
        Capture capture = Captures.of(largest.pid(), CaptureMode.AUTO);
        if (capture instanceof Capture.Refused refused) {
            return Taken.none(refused.message().replace("\n", "; "));
        }
        Capture.Taken taken = (Capture.Taken) capture;
        try (Image image = taken.image()) {
            CaptureInfo core = write(largest.pid(), taken, ranges, folder, most);
            List<String> dumps = GrownDumps.write(image, ranges, folder);
            Explanation explained = Explanation.of(image, recording, grown, largest.role());
            return new Taken(
                    core.lacking(explained.problems()),
                    explained.findings(),
                    explained.heap(),
                    dumps);
        }
    }

    private static CaptureInfo write(
            int pid, Capture.Taken taken, List<Grown> grown, Path folder, ByteSize most) {
        if (most.bytes() == 0) {
            return CaptureInfo.none("keepCore is " + most);
        }
        try {
            WrittenCore core =
                    CoreFiles.write(
                            taken.image(),
                            folder.resolve(KeptCore.name(pid)),
                            CoreOptions.ALL
                                    .withContent(CoreContent.WRITABLE)
                                    .withRanges(grown.stream().map(Grown::range).toList())
                                    .withMost(most));
            return new CaptureInfo(
                    KeptCore.name(pid),
                    pid,
                    taken.mode().name().toLowerCase(Locale.ROOT),
                    taken.pause().toNanos() / 1e6,
                    core.memory().bytes(),
                    core.losses(),
                    null);
        } catch (ElfException failure) {
            return CaptureInfo.none(String.valueOf(failure.getMessage()));
        }
    }

    /** Finds the process, and adds the mappings of its regions that grow; null when none runs. */
    private static @Nullable ProcessLayout largest(
            List<ProcessLayout> layouts, Set<RegionKey> grown, List<Grown> ranges) {
        ProcessLayout largest = null;
        long most = -1;
        for (ProcessLayout layout : layouts) {
            List<Grown> its = new ArrayList<>();
            long footprint = 0;
            for (int i = 0; i < layout.size(); i++) {
                if (grown.contains(layout.region(i)) && layout.footprint(i) > 0) {
                    its.add(
                            new Grown(
                                    layout.region(i).toString(),
                                    new AddressRange(layout.start(i), layout.end(i)),
                                    layout.footprint(i)));
                    footprint += layout.footprint(i);
                }
            }
            if (footprint > most) {
                most = footprint;
                largest = layout;
                ranges.clear();
                ranges.addAll(its);
            }
        }
        return largest;
    }

    /** Removes the cores and dumps of earlier checks, whose processes had other numbers. */
    static void removeOld(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        GrownDumps.removeOld(folder);
        try (DirectoryStream<Path> cores = Files.newDirectoryStream(folder, "core.*")) {
            for (Path core : cores) {
                Files.deleteIfExists(core);
            }
        } catch (IOException staysThere) {
            // It is listed nowhere.
        }
    }
}
