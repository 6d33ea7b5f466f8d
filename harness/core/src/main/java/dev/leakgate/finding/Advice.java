package dev.leakgate.finding;

import dev.leakgate.graph.Reachability;
import java.util.List;

/** Says what to do about a leak, in one sentence. */
final class Advice {

    private Advice() {}

    static String of(Reachability reachability, List<HolderStep> holder) {
        return switch (reachability) {
            case DIRECT ->
                    "nothing points to them any more: who gave up the last pointer had to free them";
            case INDIRECT -> "only leaked objects point to them: they go when those are freed";
            case WEAK ->
                    "one stale word points to them, on a stack or in a register: take them for leaked";
            case REACHABLE ->
                    holder.isEmpty()
                            ? "the program can still reach them: look for what keeps them for too long"
                            : "held by "
                                    + root(holder.get(0))
                                    + ": remove what is done, or bound it";
        };
    }

    private static String root(HolderStep root) {
        return root.symbol().isEmpty() ? root.place() : root.symbol();
    }
}
