package dev.leakgate.junit.samples;

import dev.leakgate.check.LeakCheckRun;
import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.RegionBudget;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.region.RegionKind;
import dev.leakgate.service.NativeService;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks in each of the two ways, with defaults and without. */
public class BothWays {

    @ServiceUnderTest
    @SuppressWarnings("unused") // the engine reads it
    private static final NativeService SERVICE = NativeService.command("/bin/sleep", "60").build();

    /** Counts instances. */
    public static final AtomicInteger INSTANCES = new AtomicInteger();

    /** Makes an instance, as the engine does for each check. */
    public BothWays() {
        INSTANCES.incrementAndGet();
    }

    @LeakCheck
    void perRequest(LoadDriver load) {}

    @LeakCheck
    protected void ownRounds(LeakCheckRun run) {}

    @LeakCheck(
            warmUp = 1,
            rounds = 5,
            requestsPerRound = 3,
            concurrency = 2,
            timeCap = "1 min",
            requestTimeout = "250 ms",
            allowedGrowth = "1.5 KiB",
            detects = "2 KiB")
    @RegionBudget(region = RegionKind.HEAP, total = "64 MiB", growth = "16 B")
    @RegionBudget(region = RegionKind.STACKS, total = "1 GB")
    public void everythingSet(LoadDriver load) {}

    void noCheck(LoadDriver load) {}
}
