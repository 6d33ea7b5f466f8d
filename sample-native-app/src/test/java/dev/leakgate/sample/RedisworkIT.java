package dev.leakgate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;

/** Six handlers look up twelve keys with each request; six of them are not there. */
class RedisworkIT {

    @ServiceUnderTest
    static final NativeService rediswork =
            NativeService.command(
                            Variant.of("rediswork"),
                            "--port",
                            "${port}",
                            "--redis-port",
                            Redis.port())
                    .readyWhenHttpAnswers("/health")
                    .build();

    @LeakCheck(warmUp = 50, rounds = 6, requestsPerRound = 100)
    void looksUpKeys(LoadDriver load) {
        assertThat(load.get("/jobs?count=12").text()).isEqualTo("6 of 12 found\n");
    }
}
