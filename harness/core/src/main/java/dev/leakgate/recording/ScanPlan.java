package dev.leakgate.recording;

import dev.leakgate.linux.ProcReader;

/**
 * Says how to look at one process. Few mappings are listed and scanned for each look; many, once in
 * {@value #LOOKS} looks or when the address space has changed by an eighth. In between the kernel's
 * counters do, if they agreed with the last scan.
 */
final class ScanPlan {

    /** Listing so many takes about a millisecond. */
    static final int FEW_MAPPINGS = 4096;

    static final int LOOKS = 16;

    /* How far counters and scan may differ: the service goes on between them. */
    private static final long DIFFERENCE = 1L << 20;
    private static final int DIFFERENCE_DIVISOR = 64;

    private final AddressSteps steps = new AddressSteps();
    private long sizeWhenListed;
    private int looksSince;
    private boolean fresh;
    private boolean countersAgree;

    /** Begins a look. */
    void next(long addressSpace) {
        looksSince++;
        fresh =
                steps.mappings() <= FEW_MAPPINGS
                        || looksSince >= LOOKS
                        || Math.abs(addressSpace - sizeWhenListed) > sizeWhenListed / 8;
        if (fresh) {
            looksSince = 0;
            sizeWhenListed = addressSpace;
            countersAgree = false;
        }
    }

    /** Tells whether this look lists the mappings anew. */
    boolean fresh() {
        return fresh;
    }

    /** Tells whether the counters will do for this look. */
    boolean countersDo() {
        return countersAgree;
    }

    /** Lists the mappings; false when the process has no memory any more. */
    boolean list(ProcReader proc, int pid) {
        steps.clear();
        return proc.maps(pid, steps);
    }

    /** Compares what a fresh scan found with what the counters said before and after it. */
    void compare(long scanned, long before, long after) {
        long least = Math.min(before, after);
        long most = Math.max(before, after);
        long difference = Math.max(DIFFERENCE, scanned / DIFFERENCE_DIVISOR);
        countersAgree = scanned >= least - difference && scanned <= most + difference;
    }

    AddressSteps steps() {
        return steps;
    }
}
