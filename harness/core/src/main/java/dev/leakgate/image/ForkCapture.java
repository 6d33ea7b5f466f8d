package dev.leakgate.image;

import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.ForkedCopy;
import dev.leakgate.linux.ProcMemory;
import dev.leakgate.linux.ProcPagemap;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessWord;
import dev.leakgate.linux.WipedInCopies;
import dev.leakgate.units.ByteSize;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes the image of a process from a copy that it makes of itself by fork. */
final class ForkCapture {

    private ForkCapture() {}

    /** Throws {@link CaptureRefusedException} when the process cannot be copied. */
    static Capture.Taken take(int pid, List<CaptureRefusal> refusals) {
        try (ProcReader proc = new ProcReader()) {
            ProcessWord.checkUntraced(pid, proc);
            List<ImageMapping> before = ProcessFacts.mappings(pid, proc);
            ForkedCopy copy = ForkedCopy.of(pid);
            try {
                ProcMemory memory = ProcMemory.open(copy.pid()).orElse(null);
                List<ImageMapping> mappings = ProcessFacts.mappings(copy.pid(), proc);
                if (memory == null || mappings.isEmpty() || copy.threads().isEmpty()) {
                    throw new CaptureRefusedException(
                            "the copy of process " + pid + " was killed before it could be read",
                            "look for the kernel's out-of-memory killer (dmesg)");
                }
                List<ImageMapping> after = ProcessFacts.mappings(pid, proc);
                long wiped = WipedInCopies.bytes(copy.pid());
                List<String> losses = losses(before, mappings, after, wiped);
                Image image =
                        new ProcessImage(
                                ImageSource.FORK_SNAPSHOT,
                                "process " + pid + ", copied by fork",
                                pid,
                                ProcessFacts.read(pid, copy.threads().get(0).is32(), proc),
                                mappings,
                                ProcessThreads.of(copy.threads()),
                                losses,
                                memory,
                                ProcPagemap.open(copy.pid()).orElse(null),
                                () -> {
                                    memory.close();
                                    copy.close();
                                });
                return new Capture.Taken(image, CaptureMode.FORK, copy.pause(), refusals);
            } catch (RuntimeException failure) {
                copy.close();
                throw failure;
            }
        }
    }

    private static List<String> losses(
            List<ImageMapping> before,
            List<ImageMapping> copied,
            List<ImageMapping> after,
            long wiped) {
        List<String> losses = new ArrayList<>();
        long live =
                copied.stream()
                        .filter(mapping -> mapping.shared() && mapping.writable())
                        .mapToLong(ImageMapping::size)
                        .sum();
        if (live > 0) {
            losses.add(
                    ByteSize.ofBytes(live)
                            + " of shared memory (MAP_SHARED) stayed live: what is read of it is of"
                            + " the moment of reading");
        }
        Set<Long> held = new HashSet<>();
        copied.forEach(mapping -> held.add(mapping.start()));
        Set<ImageMapping> stayed = new HashSet<>(after);
        long missing =
                before.stream()
                        .filter(
                                mapping ->
                                        stayed.contains(mapping) && !held.contains(mapping.start()))
                        .mapToLong(ImageMapping::size)
                        .sum();
        if (missing > 0) {
            losses.add(
                    ByteSize.ofBytes(missing)
                            + " of memory are missing: the process keeps them from copies"
                            + " (MADV_DONTFORK)");
        }
        if (wiped > 0) {
            losses.add(
                    ByteSize.ofBytes(wiped)
                            + " of memory are zeros: the process has them wiped in copies"
                            + " (MADV_WIPEONFORK)");
        }
        return losses;
    }
}
