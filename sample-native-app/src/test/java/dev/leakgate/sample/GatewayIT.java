package dev.leakgate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;

class GatewayIT {

    @ServiceUnderTest
    static final NativeService gateway =
            NativeService.command(Variant.of("gateway"), "--port", "${port}")
                    .readyWhenListening()
                    .build();

    @LeakCheck(warmUp = 500, rounds = 8, requestsPerRound = 500, concurrency = 4)
    void knownChannel(LoadDriver load) {
        assertThat(load.get("/itop?channelid=7").status()).isEqualTo(200);
    }

    @LeakCheck(warmUp = 500, rounds = 8, requestsPerRound = 500, concurrency = 4)
    void unknownChannel(LoadDriver load) {
        assertThat(load.get("/itop?channelid=4099").status()).isEqualTo(400);
    }
}
