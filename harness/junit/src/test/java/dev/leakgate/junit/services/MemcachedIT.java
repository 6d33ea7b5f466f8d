package dev.leakgate.junit.services;

import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.load.StreamClient;
import dev.leakgate.service.NativeService;

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

    @LeakCheck
    void setAndGet(LoadDriver load) {
        StreamClient client = load.stream();
        String key = "key" + load.worker();
        client.send("set " + key + " 0 0 5\r\nvalue\r\nget " + key + "\r\n");
        Answers.require("STORED", client.readLine());
        Answers.require("VALUE " + key + " 0 5", client.readLine());
        Answers.require("value", client.readLine());
        Answers.require("END", client.readLine());
    }
}
