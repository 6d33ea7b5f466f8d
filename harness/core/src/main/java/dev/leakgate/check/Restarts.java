package dev.leakgate.check;

import dev.leakgate.recording.Recording;
import dev.leakgate.recording.Replacement;
import java.util.List;
import java.util.Optional;

/** Says that processes of a service were replaced between snapshots. */
final class Restarts {

    private Restarts() {}

    /** Names the first replacement and its round; empty when there was none. */
    static Optional<String> reason(Recording recording) {
        long all = recording.snapshots().stream().mapToLong(s -> s.replaced().size()).sum();
        // The first snapshot has none before it.
        for (int round = 1; round < recording.snapshots().size(); round++) {
            List<Replacement> replaced = recording.snapshots().get(round).replaced();
            if (!replaced.isEmpty()) {
                String more = all == 1 ? "" : String.format(", and %d more later", all - 1);
                return Optional.of(
                        String.format(
                                "%s in round %d%s; the service restarts itself, or crashed and was"
                                        + " restarted: its log tells. If it retires processes on"
                                        + " purpose, turn that off for the check, for what they leak"
                                        + " goes with them",
                                replaced.get(0), round, more));
            }
        }
        return Optional.empty();
    }
}
