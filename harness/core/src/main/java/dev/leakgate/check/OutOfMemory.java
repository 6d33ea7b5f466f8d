package dev.leakgate.check;

import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.MemoryGroup;
import dev.leakgate.linux.Signal;
import dev.leakgate.service.RunningService;
import dev.leakgate.units.ByteSize;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whether the kernel killed a service because its control group had no memory left. */
final class OutOfMemory {

    private static final String KILL = "SIGKILL";

    private final Optional<MemoryGroup> before;

    private OutOfMemory(Optional<MemoryGroup> before) {
        this.before = before;
    }

    /** Looks at the group of a service that runs. */
    static OutOfMemory watch(RunningService service) {
        return new OutOfMemory(MemoryGroup.of(service.root().pid()));
    }

    /** Returns the limit of the group; null without one. */
    @Nullable Long limit() {
        return before.isPresent() && before.get().limit().isPresent()
                ? before.get().limit().getAsLong()
                : null;
    }

    /** Says in one sentence that it did; null when nothing tells so. */
    @Nullable String diagnosis(RunningService ended) {
        // How one that we did not start ended, only new kernels tell.
        boolean killed =
                ended.exitStatus()
                        .map(
                                exit ->
                                        exit instanceof ExitStatus.Signalled by
                                                && Signal.name(by.signal()).equals(KILL))
                        .orElse(ended.attached());
        if (!killed || before.isEmpty()) {
            return null;
        }
        MemoryGroup now = before.get().again();
        long kills = now.kills() - before.get().kills();
        return kills <= 0
                ? null
                : "the kernel killed it for want of memory: its control group "
                        + now.path()
                        + " may have "
                        + (now.limit().isPresent()
                                ? new ByteSize(now.limit().getAsLong()).toString()
                                : "no more than the machine")
                        + ", and oom_kill rose by "
                        + kills
                        + " meanwhile; raise the limit, or look what grew until then";
    }
}
