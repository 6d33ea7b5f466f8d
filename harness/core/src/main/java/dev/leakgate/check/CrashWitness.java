package dev.leakgate.check;

import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreContent;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.CrashedImage;
import dev.leakgate.linux.FatalSignalWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes the core of a service that stands at the signal that will end it. */
final class CrashWitness implements FatalSignalWatch.Witness {

    private final Path folder;
    private volatile @Nullable KeptCore core;

    CrashWitness(Path folder) {
        this.folder = folder;
    }

    /** Returns what became of the core; null when no signal ended the service. */
    @Nullable KeptCore core() {
        return core;
    }

    @Override
    public void stands(int pid, int thread, int signal) {
        Capture capture = Captures.of(pid, CaptureMode.STOP);
        if (capture instanceof Capture.Refused refused) {
            core = new KeptCore(null, refused.message().replace("\n", "; "));
            return;
        }
        try (CrashedImage image =
                new CrashedImage(((Capture.Taken) capture).image(), thread, signal)) {
            Files.createDirectories(folder);
            CoreFiles.write(
                    image,
                    folder.resolve(KeptCore.name(pid)),
                    CoreOptions.ALL.withContent(CoreContent.WRITABLE));
            core = new KeptCore(KeptCore.name(pid), null);
        } catch (IOException failure) {
            core = new KeptCore(null, String.valueOf(failure.getMessage()));
        }
    }
}
