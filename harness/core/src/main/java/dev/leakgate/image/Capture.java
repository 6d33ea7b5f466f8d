package dev.leakgate.image;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Says what came of freezing a process: an image, or why there is none. */
public sealed interface Capture {

    /**
     * There is an image, which the caller closes.
     *
     * @param image what was frozen
     * @param mode the way that worked
     * @param pause how long the process stood, from the first thread's stop to the last one's
     *     release
     * @param refusals ways that were tried before
     */
    record Taken(Image image, CaptureMode mode, Duration pause, List<CaptureRefusal> refusals)
            implements Capture {

        /** Copies the list. */
        public Taken {
            refusals = List.copyOf(refusals);
        }
    }

    /**
     * There is none; the process goes on.
     *
     * @param refusals why, a way each; at least one
     */
    record Refused(List<CaptureRefusal> refusals) implements Capture {

        /** Copies the list. */
        public Refused {
            refusals = List.copyOf(refusals);
        }

        /** Says whether it may be possible a moment later. */
        public boolean passing() {
            return refusals.stream().anyMatch(CaptureRefusal::passing);
        }

        /** Says why and what would help, the same cause only once. */
        public String message() {
            return refusals.stream()
                    .map(CaptureRefusal::toString)
                    .distinct()
                    .collect(Collectors.joining("\n"));
        }
    }
}
