package dev.leakgate.image;

import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.KernelException;
import dev.leakgate.linux.ProcAccessException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Freezes processes, and shows what they were at that moment as images. */
public final class Captures {

    private Captures() {}

    /**
     * Freezes a process with all its writable memory.
     *
     * @param pid any process that we may trace: of ours, or of others with the permission
     */
    public static Capture of(int pid, CaptureMode mode) {
        return of(pid, mode, Captures::mayDifferFromItsFile);
    }

    /**
     * Freezes a process.
     *
     * @param wanted chooses what is read where the process stands meanwhile ({@link
     *     CaptureMode#STOP}); a copy by fork holds everything
     */
    public static Capture of(int pid, CaptureMode mode, Predicate<ImageMapping> wanted) {
        List<CaptureRefusal> refusals = new ArrayList<>();
        for (CaptureMode way : ways(mode)) {
            try {
                return take(pid, way, wanted, refusals);
            } catch (CaptureRefusedException refused) {
                refusals.add(
                        new CaptureRefusal(
                                way,
                                String.valueOf(refused.getMessage()),
                                refused.remedy(),
                                refused.passing()));
            } catch (KernelException | ProcAccessException refused) {
                refusals.add(
                        new CaptureRefusal(
                                way, String.valueOf(refused.getMessage()), "run as root", false));
            }
        }
        return new Capture.Refused(refusals);
    }

    /**
     * Shows a process as it runs: nothing stops, and what is read at two moments need not fit
     * together.
     *
     * @throws CaptureRefusedException when there is no such process, or we may not look into it
     */
    public static Image live(int pid) {
        return LiveImages.open(pid);
    }

    private static List<CaptureMode> ways(CaptureMode mode) {
        return mode == CaptureMode.AUTO
                ? List.of(CaptureMode.FORK, CaptureMode.STOP, CaptureMode.GCORE)
                : List.of(mode);
    }

    private static Capture take(
            int pid,
            CaptureMode way,
            Predicate<ImageMapping> wanted,
            List<CaptureRefusal> refusals) {
        return switch (way) {
            case FORK -> ForkCapture.take(pid, refusals);
            case STOP -> StopCapture.take(pid, wanted, refusals);
            case GCORE -> GcoreCapture.take(pid, refusals);
            case AUTO -> throw new IllegalArgumentException("not one way");
        };
    }

    /**
     * Chooses what no file tells. Relocated data is read-only once it is relocated, and debuggers
     * find the modules by it; the vdso has no file.
     */
    private static boolean mayDifferFromItsFile(ImageMapping mapping) {
        boolean mayBeRelocated = mapping.hasFile() && !mapping.shared() && !mapping.executable();
        return mapping.writable() || mayBeRelocated || mapping.name().equals("[vdso]");
    }
}
