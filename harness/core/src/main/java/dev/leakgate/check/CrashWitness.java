package dev.leakgate.check;

import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreContent;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.CrashedImage;
import dev.leakgate.image.WrittenCore;
import dev.leakgate.linux.FatalSignalWatch;
import dev.leakgate.units.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes the core of a service that stands at the signal that will end it. */
public final class CrashWitness implements FatalSignalWatch.Witness {

    private final Path folder;
    private final ByteSize most;
    private volatile @Nullable KeptCore core;

    /**
     * Prepares it.
     *
     * @param most how much memory the core holds at most; with 0 none is written
     */
    private CrashWitness(Path folder, ByteSize most) {
        this.folder = folder;
        this.most = most;
    }

    /**
     * Prepares one where a service is traced; null where the kernel keeps its core.
     *
     * @param folder where the core goes
     */
    public static @Nullable CrashWitness of(OnCrash how, Path folder, KeptMemory kept) {
        return how == OnCrash.TRACE ? new CrashWitness(folder, kept.keepCore()) : null;
    }

    /** Returns what became of the core; null when no signal ended the service. */
    @Nullable KeptCore core() {
        return core;
    }

    @Override
    public void stands(int pid, int thread, int signal) {
        if (most.bytes() == 0) {
            core = KeptCore.none("keepCore is " + most);
            return;
        }
        Capture capture = Captures.of(pid, CaptureMode.STOP);
        if (capture instanceof Capture.Refused refused) {
            core = KeptCore.none(refused.message().replace("\n", "; "));
            return;
        }
        try (CrashedImage image =
                new CrashedImage(((Capture.Taken) capture).image(), thread, signal)) {
            Files.createDirectories(folder);
            WrittenCore written =
                    CoreFiles.write(
                            image,
                            folder.resolve(KeptCore.name(pid)),
                            CoreOptions.ALL.withContent(CoreContent.WRITABLE).withMost(most));
            core = new KeptCore(KeptCore.name(pid), null, written.losses());
        } catch (IOException failure) {
            core = KeptCore.none(String.valueOf(failure.getMessage()));
        }
    }
}
