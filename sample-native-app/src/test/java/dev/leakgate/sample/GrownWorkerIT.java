package dev.leakgate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;

/** The configuration has grown: the one build crashes with 96 routers, the other takes 500. */
class GrownWorkerIT {

    @ServiceUnderTest static final NativeService worker = Workers.of(Variant.isFixed() ? 500 : 96);

    @LeakCheck(warmUp = 100, rounds = 5, requestsPerRound = 200)
    void keepsAllRouters(LoadDriver load) {
        assertThat(load.get("/routers").status()).isEqualTo(200);
    }
}
