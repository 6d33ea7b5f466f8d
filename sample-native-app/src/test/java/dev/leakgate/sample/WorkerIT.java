package dev.leakgate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.junit.ThreadStackBudget;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;
import dev.leakgate.units.AddressSpace;

/** Today's configuration works with both builds; next year's 96 routers would not. */
class WorkerIT {

    @ServiceUnderTest static final NativeService worker = Workers.of(80);

    @LeakCheck(warmUp = 100, rounds = 5, requestsPerRound = 200)
    @ThreadStackBudget(perThread = "2 MiB", threads = 96, within = AddressSpace.I386_3GB)
    void hasRoomForMoreRouters(LoadDriver load) {
        assertThat(load.get("/routers").text()).isEqualTo("80 of 80 routers\n");
    }
}
