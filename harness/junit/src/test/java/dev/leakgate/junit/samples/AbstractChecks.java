package dev.leakgate.junit.samples;

import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;

/** Checks for subclasses to inherit. */
public abstract class AbstractChecks {

    @ServiceUnderTest
    static final NativeService service = NativeService.command("/bin/sleep", "60").build();

    @LeakCheck
    void inherited(LoadDriver load) {}

    /** Runs what it inherits. */
    public static class Concrete extends AbstractChecks {

        @LeakCheck
        void own(LoadDriver load) {}
    }
}
