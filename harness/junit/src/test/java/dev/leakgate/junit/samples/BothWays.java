package dev.leakgate.junit.samples;

import dev.leakgate.check.LeakCheckRun;
import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;

/** Two checks, one in each way. */
public class BothWays {

    @ServiceUnderTest
    @SuppressWarnings("unused") // the engine reads it
    private static final NativeService SERVICE = NativeService.command("/bin/sleep", "60").build();

    @LeakCheck
    void perRequest(LoadDriver load) {}

    @LeakCheck
    protected void ownRounds(LeakCheckRun run) {}

    void noCheck(LoadDriver load) {}
}
