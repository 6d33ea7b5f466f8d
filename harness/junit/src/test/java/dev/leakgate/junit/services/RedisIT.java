package dev.leakgate.junit.services;

import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.load.StreamClient;
import dev.leakgate.service.NativeService;

/** redis-server of the distribution, on jemalloc, does not leak under SET and GET of few keys. */
class RedisIT {

    @ServiceUnderTest
    static final NativeService redis =
            NativeService.command(
                            "redis-server",
                            "--port",
                            "${port}",
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no")
                    .build();

    @LeakCheck
    void setAndGet(LoadDriver load) {
        StreamClient client = load.stream();
        String key = "key:" + load.worker();
        client.send("SET " + key + " value\r\nGET " + key + "\r\n");
        Answers.require("+OK", client.readLine());
        Answers.require("$5", client.readLine());
        Answers.require("value", client.readLine());
    }
}
