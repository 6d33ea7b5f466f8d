package dev.leakgate.junit.faulty;

import dev.leakgate.check.LeakCheckRun;
import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.service.NativeService;

/** A check that drives its own rounds and is not content with them. */
public class Throwing {

    @ServiceUnderTest
    static final NativeService service = NativeService.command("/bin/sleep", "60").build();

    @LeakCheck
    void ownRounds(LeakCheckRun run) {
        throw new AssertionError("not what I expected");
    }
}
