package dev.leakgate.check;

import dev.leakgate.check.GrownDumps.Grown;
import dev.leakgate.elf.ElfException;
import dev.leakgate.finding.Finding;
import dev.leakgate.finding.GrownSize;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreContent;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import dev.leakgate.image.WrittenCore;
import dev.leakgate.linux.ProcAccessException;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.region.RegionKey;
import dev.leakgate.report.CaptureInfo;
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

/**
 * Freezes the processes of a service that have what grows, each for milliseconds, and looks which
 * objects that is.
 */
final class LeakCapture {

    /* One by one; of a service with more, those that have most of the growth. */
    private static final int MOST_PROCESSES = 16;

    /**
     * Holds what was kept, and what explains the growth.
     *
     * @param capture null when nothing was to be kept
     * @param findings empty when the heap could not be taken apart
     * @param heap null when it could not
     * @param dumps the names of what was dumped, from the check's folder
     * @param problems why some of it is not known, a sentence each
     */
    record Taken(
            @Nullable CaptureInfo capture,
            List<Finding> findings,
            @Nullable HeapInfo heap,
            List<String> dumps,
            List<String> problems) {

        /** Nobody looked. */
        static final Taken NOTHING = new Taken(null, List.of(), null, List.of(), List.of());

        static Taken none(String why) {
            return new Taken(CaptureInfo.none(why), List.of(), null, List.of(), List.of(why));
        }

        /** Returns the same with other findings, or fewer. */
        Taken with(List<Finding> others) {
            return new Taken(capture, others, heap, dumps, problems);
        }

        /** Returns the same without what would be kept of the memory. */
        Taken keepingNothing() {
            return new Taken(null, findings, null, List.of(), problems);
        }
    }

    /**
     * Says what to keep of the process that has most of the growth.
     *
     * @param folder for {@code core.PID} and the dumps
     * @param most how much memory the core holds at most; with 0 none is written
     */
    record Keep(Path folder, ByteSize most) {}

    private final CaptureMode way;
    private final List<GrownSize> grown;
    private final @Nullable Keep keep;
    private final List<Explanation> explanations = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private List<String> dumps = List.of();
    private @Nullable CaptureInfo core;

    private LeakCapture(CaptureMode way, List<GrownSize> grown, @Nullable Keep keep) {
        this.way = way;
        this.grown = grown;
        this.keep = keep;
    }

    /**
     * Looks into the processes now, and keeps the core of the one that has most, and dumps of what
     * grew in it.
     *
     * @param way in which they are frozen
     * @param processes of the service, the launched one first
     * @param regions that grow
     * @param sizes of the chunks that they gain, the largest part first
     * @param keep null for nothing
     */
    static Taken take(
            CaptureMode way,
            List<ProcessId> processes,
            Set<RegionKey> regions,
            List<GrownSize> sizes,
            @Nullable Keep keep) {
        List<GrownProcess> having;
        try {
            having = GrownProcess.of(processes, regions);
        } catch (ProcAccessException refused) {
            return Taken.none(String.valueOf(refused.getMessage()));
        }
        if (having.isEmpty()) {
            return Taken.none("the service has ended");
        }
        return new LeakCapture(way, sizes, keep).look(having);
    }

    private Taken look(List<GrownProcess> having) {
        List<GrownProcess> some = having.stream().filter(this::mayExplain).toList();
        // Where no heap grows, the core of the first shows what does.
        List<GrownProcess> chosen = some.isEmpty() ? having.subList(0, 1) : some;
        for (GrownProcess process : chosen.subList(0, Math.min(MOST_PROCESSES, chosen.size()))) {
            Capture capture = Captures.of(process.pid(), way);
            if (capture instanceof Capture.Refused refused) {
                String why = refused.message().replace("\n", "; ");
                if (explanations.isEmpty()) {
                    return Taken.none(why);
                }
                problems.add("process " + process.pid() + " was not looked into: " + why);
            } else {
                look(process, (Capture.Taken) capture);
            }
        }
        if (chosen.size() > MOST_PROCESSES) {
            problems.add(
                    String.format(
                            Locale.ROOT,
                            "%d of %,d processes were looked into, so that objects are counted in"
                                    + " these alone",
                            MOST_PROCESSES,
                            chosen.size()));
        }
        Explanation all = Explanation.together(explanations, grown);
        problems.addAll(all.problems());
        return new Taken(
                core == null ? null : core.lacking(problems),
                all.findings(),
                all.heap(),
                dumps,
                problems);
    }

    private boolean mayExplain(GrownProcess process) {
        return !process.ranges().isEmpty()
                && grown.stream().anyMatch(size -> size.region().process().equals(process.role()));
    }

    private void look(GrownProcess process, Capture.Taken taken) {
        try (Image image = taken.image()) {
            if (keep != null && core == null) {
                core = write(process, taken, keep);
                dumps = GrownDumps.write(image, process.ranges(), keep.folder());
            }
            explanations.add(Explanation.of(image, grown, process.role()));
        }
    }

    private static CaptureInfo write(GrownProcess process, Capture.Taken taken, Keep keep) {
        if (keep.most().bytes() == 0) {
            return CaptureInfo.none("keepCore is " + keep.most());
        }
        try {
            WrittenCore core =
                    CoreFiles.write(
                            taken.image(),
                            keep.folder().resolve(KeptCore.name(process.pid())),
                            CoreOptions.ALL
                                    .withContent(CoreContent.WRITABLE)
                                    .withRanges(
                                            process.ranges().stream().map(Grown::range).toList())
                                    .withMost(keep.most()));
            return new CaptureInfo(
                    KeptCore.name(process.pid()),
                    program(taken.image()),
                    process.pid(),
                    taken.mode().name().toLowerCase(Locale.ROOT),
                    taken.pause().toNanos() / 1e6,
                    core.memory().bytes(),
                    core.losses(),
                    null);
        } catch (ElfException failure) {
            return CaptureInfo.none(String.valueOf(failure.getMessage()));
        }
    }

    /** The lowest module is the program; a core of anything else opens without symbols. */
    static @Nullable String program(Image image) {
        return image.modules().isEmpty() ? null : image.modules().get(0).path();
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
