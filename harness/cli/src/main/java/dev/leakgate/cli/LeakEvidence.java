package dev.leakgate.cli;

import dev.leakgate.check.Analyses;
import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreContent;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import dev.leakgate.image.WrittenCore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Freezes a process that leaks for milliseconds, keeps its core, and shows what is in its heap. */
final class LeakEvidence {

    private LeakEvidence() {}

    /** Takes it; what cannot be had is said, and is no reason to end the watching. */
    static void take(int pid, Path folder, PrintWriter out, PrintWriter err) {
        Capture capture = Captures.of(pid, CaptureMode.AUTO);
        if (capture instanceof Capture.Refused refused) {
            err.println("leakgate: no core: " + refused.message());
            return;
        }
        Capture.Taken taken = (Capture.Taken) capture;
        try (Image image = taken.image()) {
            Files.createDirectories(folder);
            WrittenCore core =
                    CoreFiles.write(
                            image,
                            folder.resolve("core." + pid),
                            CoreOptions.ALL.withContent(CoreContent.WRITABLE));
            out.printf(
                    Locale.ROOT,
                    "core  %s  %s; process %d stood for %.1f ms%n",
                    core.path(),
                    core.size(),
                    pid,
                    taken.pause().toNanos() / 1e6);
            AnalysisText.print(out, Analyses.of("process " + pid, image));
        } catch (IOException failure) {
            err.println("leakgate: no core: " + failure.getMessage());
        }
    }
}
