package dev.leakgate.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds what captures of one service came to: medians of ours and of gcore's in turn.
 *
 * @param ours in a JVM that has captured before
 * @param command in a JVM that captures for the first time, as a command does
 * @param fork how many nanoseconds the service needs to copy itself, without anyone who traces it
 */
record CaptureRow(Service of, Cost ours, Cost theirs, Command command, long fork) {

    private static final double LEAST_RATIO = 50;
    private static final long MOST_KIB = 64 << 10;
    private static final int GIGABYTE = 1024;

    /** How far above a bare fork a pause is still all the kernel's: to stop, to go on, noise. */
    private static final double SHARE_OF_FORK = 1.1;

    private static final double MILLIS_ABOVE_FORK = 1;

    /** Two runs of one tool differ by as much. */
    private static final double NOISE = 1.1;

    /**
     * One service.
     *
     * @param ours how often we capture it
     * @param theirs how often gcore does
     */
    record Service(int bits, int megabytes, int threads, int ours, int theirs) {

        /** The design's figures: 5 ms for 64 MB, 20 ms a gigabyte. */
        double mostMillis() {
            return megabytes < GIGABYTE ? 5 : 20.0 * megabytes / GIGABYTE;
        }

        @Override
        public String toString() {
            return "%,d MB, %d-bit, %d thread%s"
                    .formatted(megabytes, bits, threads, threads == 1 ? "" : "s");
        }
    }

    /** What one capture came to: nanoseconds, and bytes on disk, holes not counted. */
    record Cost(long pause, long total, long onDisk) {}

    /** Nanoseconds that the service stood, and how far the JVM rose above its start's memory. */
    record Command(long pause, long kib) {}

    double pauseMillis() {
        return ours.pause() / 1e6;
    }

    double ratio() {
        return (double) theirs.pause() / ours.pause();
    }

    boolean met() {
        return missed().isEmpty();
    }

    /** Tells whether the service stood hardly longer than the kernel needs for the copy itself. */
    private boolean isAtFloor() {
        return pauseMillis() <= SHARE_OF_FORK * fork / 1e6 + MILLIS_ABOVE_FORK;
    }

    private List<String> missedPauses() {
        List<String> missed = new ArrayList<>();
        if (pauseMillis() > of.mostMillis()) {
            missed.add("pause");
        }
        if (of.megabytes() >= GIGABYTE && ratio() < LEAST_RATIO) {
            missed.add("50 ×");
        }
        return missed;
    }

    /** Names the figures that a bare fork leaves out of reach on this machine. */
    List<String> outOfReach() {
        return isAtFloor() ? missedPauses() : List.of();
    }

    /** Names the figures that are missed, and could be reached. */
    List<String> missed() {
        List<String> missed = new ArrayList<>(isAtFloor() ? List.of() : missedPauses());
        if (ours.total() > NOISE * theirs.total()) {
            missed.add("core");
        }
        if (command.kib() > MOST_KIB) {
            missed.add("memory");
        }
        return missed;
    }
}
