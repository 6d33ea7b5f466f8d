package dev.leakgate.image;

import dev.leakgate.linux.KernelPointers;
import dev.leakgate.linux.MappingEntry;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.linux.ProcStatus;
import dev.leakgate.units.WordSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds what /proc says of a process beside its memory.
 *
 * @param wordSize of its program
 * @param auxv empty when unknown
 * @param limits {@code ""} when unknown
 * @param kernelHeld words that the kernel keeps for it
 */
@SuppressWarnings("ArrayRecordComponent") // handed through as the kernel made it
record ProcessFacts(
        WordSize wordSize, byte[] auxv, String limits, ImageProcess process, long[] kernelHeld) {

    /** Reads them; a process that has gone meanwhile leaves them unknown. */
    static ProcessFacts read(int pid, boolean is32, ProcReader proc) {
        byte[] auxv = proc.content(pid, "auxv").orElse(new byte[0]);
        String limits =
                proc.content(pid, "limits")
                        .map(text -> new String(text, StandardCharsets.UTF_8))
                        .orElse("");
        return new ProcessFacts(
                is32 ? WordSize.BITS_32 : WordSize.BITS_64,
                auxv,
                limits,
                process(pid, proc),
                KernelPointers.of(pid));
    }

    private static ImageProcess process(int pid, ProcReader proc) {
        Optional<ProcStat> stat = proc.stat(pid);
        Optional<ProcStatus> status = proc.status(pid);
        if (stat.isEmpty() || status.isEmpty()) {
            return ImageProcess.UNKNOWN;
        }
        String arguments =
                proc.content(pid, "cmdline")
                        .map(text -> new String(text, StandardCharsets.UTF_8))
                        .orElse("")
                        .replace('\0', ' ')
                        .strip();
        return new ImageProcess(
                stat.get().comm(),
                arguments,
                stat.get().state(),
                0,
                0,
                status.get().uid().orElse(0),
                status.get().gid().orElse(0),
                stat.get().ppid(),
                stat.get().pgrp(),
                stat.get().session());
    }

    /** Lists the mappings of a process; empty when it has gone. */
    static List<ImageMapping> mappings(int pid, ProcReader proc) {
        List<ImageMapping> mappings = new ArrayList<>();
        proc.maps(pid, entry -> mappings.add(mapping(entry)));
        return List.copyOf(mappings);
    }

    /** Keeps what an entry shows beyond its turn. */
    static ImageMapping mapping(MappingEntry entry) {
        return new ImageMapping(
                entry.start(),
                entry.end(),
                entry.readable(),
                entry.writable(),
                entry.executable(),
                entry.shared(),
                entry.offset(),
                entry.device(),
                entry.inode(),
                entry.name());
    }
}
