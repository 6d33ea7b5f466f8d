package dev.leakgate.service;

import dev.leakgate.linux.ProcLimit;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ResourceLimit;
import dev.leakgate.linux.ResourceLimit.Resource;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a service that crashes leave a core: RLIMIT_CORE is 0 nearly everywhere.
 *
 * @param limits those of the service, with one for cores
 * @param soft the limit on cores that holds for it, in bytes; −1 for unlimited
 */
record CoreLimit(List<ResourceLimit> limits, long soft) {

    /** A core that is cut here still shows most of what there was. */
    private static final long ENOUGH = 4L << 30;

    /** Copies the list. */
    CoreLimit {
        limits = List.copyOf(limits);
    }

    /** Adds a limit on cores, as high as our own hard limit lets us, unless the user set one. */
    static CoreLimit of(List<ResourceLimit> wanted) {
        for (ResourceLimit limit : wanted) {
            if (limit.resource() == Resource.CORE) {
                return new CoreLimit(wanted, limit.value());
            }
        }
        try (ProcReader proc = new ProcReader()) {
            ProcLimit own =
                    proc.limits((int) ProcessHandle.current().pid()).get("Max core file size");
            if (own == null || own.unlimited()) {
                return new CoreLimit(wanted, own == null ? 0 : ResourceLimit.UNLIMITED);
            }
            long soft = own.soft().getAsLong();
            long possible = Math.min(ENOUGH, own.hard().orElse(Long.MAX_VALUE));
            if (soft >= possible) {
                return new CoreLimit(wanted, soft);
            }
            List<ResourceLimit> limits = new ArrayList<>(wanted);
            limits.add(new ResourceLimit(Resource.CORE, possible, true));
            return new CoreLimit(limits, possible);
        }
    }
}
