package dev.leakgate.image;

import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.StoppedCopy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Takes the image of a process by reading its memory while it stands still. */
final class StopCapture {

    private StopCapture() {}

    /** Throws {@link CaptureRefusedException} when the process cannot be stopped and read. */
    static Capture.Taken take(
            int pid, Predicate<ImageMapping> wanted, List<CaptureRefusal> refusals) {
        try (ProcReader proc = new ProcReader()) {
            List<ImageMapping> mappings = new ArrayList<>();
            StoppedCopy copy =
                    StoppedCopy.of(
                            pid,
                            entry -> {
                                ImageMapping mapping = ProcessFacts.mapping(entry);
                                mappings.add(mapping);
                                return wanted.test(mapping);
                            });
            boolean is32 = copy.threads().stream().anyMatch(thread -> thread.is32());
            Image image =
                    new ProcessImage(
                            ImageSource.STOPPED,
                            "process " + pid + ", read while it stood still",
                            pid,
                            ProcessFacts.read(pid, is32, proc),
                            mappings,
                            ProcessThreads.of(copy.threads()),
                            losses(mappings, copy),
                            copy,
                            copy,
                            copy::close);
            return new Capture.Taken(image, CaptureMode.STOP, copy.pause(), refusals);
        } catch (IOException failure) {
            throw new CaptureRefusedException(
                    "the memory of process "
                            + pid
                            + " could not be copied to a temporary file ("
                            + failure.getMessage()
                            + ")",
                    "make room in "
                            + System.getProperty("java.io.tmpdir")
                            + ", or set -Djava.io.tmpdir");
        }
    }

    private static List<String> losses(List<ImageMapping> mappings, StoppedCopy copy) {
        List<String> losses = new ArrayList<>();
        int left = 0;
        long bytes = 0;
        for (ImageMapping mapping : mappings) {
            if (mapping.readable() && !copy.holds(mapping.start())) {
                left++;
                bytes += mapping.size();
            }
        }
        if (left > 0) {
            losses.add(
                    String.format(
                            Locale.ROOT,
                            "%d mappings (%.1f MiB) were not read, so that the process stood shorter",
                            left,
                            bytes / (double) (1 << 20)));
        }
        return losses;
    }
}
