package dev.leakgate.junit.services;

import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;
import java.io.IOException;

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

    private final LineClients clients = new LineClients();

    @LeakCheck
    void setAndGet(LoadDriver load) throws IOException {
        LineClients.Client client = clients.of(load);
        String key = "key:" + load.worker();
        client.send("SET " + key + " value\r\nGET " + key + "\r\n");
        Answers.require("+OK", client.line());
        Answers.require("$5", client.line());
        Answers.require("value", client.line());
    }
}
