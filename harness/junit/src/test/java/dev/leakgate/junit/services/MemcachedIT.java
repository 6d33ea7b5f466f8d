package dev.leakgate.junit.services;

import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;
import java.io.IOException;

/** memcached of the distribution does not leak under set and get of few keys. */
class MemcachedIT {

    /** Run by root, memcached wants to be told whom to become; for others it does not matter. */
    @ServiceUnderTest
    static final NativeService memcached =
            NativeService.command(
                            "memcached",
                            "-u",
                            System.getProperty("user.name"),
                            "-l",
                            "127.0.0.1",
                            "-p",
                            "${port}",
                            "-U",
                            "0")
                    .build();

    private final LineClients clients = new LineClients();

    @LeakCheck
    void setAndGet(LoadDriver load) throws IOException {
        LineClients.Client client = clients.of(load);
        String key = "key" + load.worker();
        client.send("set " + key + " 0 0 5\r\nvalue\r\nget " + key + "\r\n");
        Answers.require("STORED", client.line());
        Answers.require("VALUE " + key + " 0 5", client.line());
        Answers.require("value", client.line());
        Answers.require("END", client.line());
    }
}
