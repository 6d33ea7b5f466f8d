package dev.leakgate.check;

import dev.leakgate.elf.ElfException;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.Image;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.service.CrashCore;
import dev.leakgate.service.RunningService;
import dev.leakgate.units.ByteSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is left of a service that a signal ended.
 *
 * @param core where its core is
 * @param look what the core says; null when there is none, or it cannot be read
 * @param dumps of the regions that had grown until then, among the evidence
 */
record CrashEvidence(KeptCore core, @Nullable CrashLook look, List<String> dumps) {

    /* The regions that grew most: each run has some that grew by a page. */
    private static final int MOST_REGIONS = 3;

    /**
     * Gathers it.
     *
     * @param witnessed the core that a witness of the crash wrote; null when there was no witness
     * @param regions as they were measured until then, the one that grew most first
     * @return empty when no signal ended the service, as far as anybody tells
     */
    static Optional<CrashEvidence> of(
            RunningService ended,
            @Nullable KeptCore witnessed,
            List<RegionInfo> regions,
            Path folder,
            KeptMemory kept) {
        Optional<ExitStatus> exit = ended.exitStatus();
        // How one that we did not start ended, we are told by new kernels only.
        boolean bySignal =
                exit.isPresent() ? exit.get() instanceof ExitStatus.Signalled : ended.attached();
        if (!bySignal) {
            return Optional.empty();
        }
        if (witnessed != null) {
            return Optional.of(looked(witnessed, null, regions, folder, null));
        }
        CrashCore left = ended.crashCore();
        return Optional.of(
                ended.attached()
                        ? looked(
                                KeptCore.leave(left, "this check did not start the service"),
                                left.file(),
                                regions,
                                folder,
                                null)
                        : looked(
                                KeptCore.take(left, ended.root().pid(), folder, kept.keepCore()),
                                null,
                                regions,
                                folder,
                                kept.keepCore()));
    }

    /**
     * Looks into a core.
     *
     * @param elsewhere where it is when it is not among the evidence
     * @param most how much memory it may hold; null when that holds already
     */
    private static CrashEvidence looked(
            KeptCore core,
            @Nullable Path elsewhere,
            List<RegionInfo> regions,
            Path folder,
            @Nullable ByteSize most) {
        String name = core.name();
        Path file = name == null ? elsewhere : folder.resolve(name);
        if (file == null) {
            return new CrashEvidence(core, null, List.of());
        }
        try (Image image = CoreFiles.open(file)) {
            // All of it is looked at before a part of it goes.
            CrashLook look = CrashLook.at(image, file);
            List<String> dumps = GrownDumps.ofCrash(image, grown(regions), folder);
            return new CrashEvidence(
                    most == null || name == null ? core : core.cut(image, file, most), look, dumps);
        } catch (ElfException unreadable) {
            return new CrashEvidence(core, null, List.of());
        }
    }

    /** A core is of one process, and knows no roles. */
    private static Set<String> grown(List<RegionInfo> regions) {
        return regions.stream()
                .filter(region -> region.last() > region.first())
                .limit(MOST_REGIONS)
                .map(RegionInfo::labelWithoutProcess)
                .collect(Collectors.toSet());
    }
}
