package dev.leakgate.image;

import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.KernelException;
import dev.leakgate.linux.ProcAccessException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Freezes processes, and shows what they were at that moment as images. */
public final class Captures {

    /* Each try may hold the service up for as long as it takes to give up, 250 ms. */
    private static final int MOST_TRIES = 4;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

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
                return refusals.isEmpty()
                        ? takeInTime(pid, way, wanted)
                        : take(pid, way, wanted, refusals);
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

    /**
     * Tries again when a thread did not stop in time: it waits for a child's exec, or the machine
     * is short of processors. The ways that follow would make the service stand longer.
     */
    private static Capture takeInTime(int pid, CaptureMode way, Predicate<ImageMapping> wanted) {
        for (int attempt = 1; ; attempt++) {
            try {
                return take(pid, way, wanted, List.of());
            } catch (CaptureRefusedException late) {
                if (!late.passing() || attempt == MOST_TRIES) {
                    throw late;
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
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
