package dev.leakgate.junit.faulty;

import dev.leakgate.check.LeakCheckRun;
import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.Connections;
import dev.leakgate.load.ExternalLoad;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.load.Mix;
import dev.leakgate.service.NativeService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Loads of every shape, good and bad. */
public final class Loads {

    private static final String LEAKING_PATH = "/itop?channelid=4099";

    private Loads() {}

    private static NativeService gateway(String program) {
        return NativeService.command("target/native/" + program, "--port", "${port}").build();
    }

    /** A schedule that the gateway keeps with ease. */
    public static class Schedule {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway-fixed");

        @LeakCheck(rate = 1000)
        void check(LoadDriver load) {
            load.get(LEAKING_PATH);
        }
    }

    /** A schedule of 1,000 requests a second, and one thread that needs 20 ms for each. */
    public static class Collapse {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway-fixed");

        @LeakCheck(rate = 1000, concurrency = 1, warmUp = 0, requestsPerRound = 20)
        void check(LoadDriver load) throws InterruptedException {
            Thread.sleep(20);
        }
    }

    /** Kinds with weights, over new connections, some of them abuse. */
    public static class Mixed {
        private static final byte[] REQUEST =
                "GET /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        @ServiceUnderTest static final NativeService gateway = gateway("gateway-fixed");

        private final Mix mix =
                Mix.of("known", 6, load -> load.get("/itop?channelid=7"))
                        .and("unknown", 2, load -> load.get(LEAKING_PATH))
                        .and("aborted", 1, load -> load.abuse().abortRequest(REQUEST))
                        .and("half-open", 1, load -> load.abuse().halfOpen());

        @LeakCheck(connections = Connections.NEW_EACH_REQUEST)
        void check(LoadDriver load) throws Exception {
            mix.send(load);
        }
    }

    /** wrk at the gateway that does not leak: it would fill the memory of one that does. */
    public static class Wrk {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway-fixed");

        @LeakCheck
        void check(LeakCheckRun run) {
            ExternalLoad wrk = ExternalLoad.wrk(LEAKING_PATH, 4, Duration.ofSeconds(1));
            run.warmUp(wrk).rounds(8, wrk);
        }
    }

    /** h2load at the gateway that leaks. */
    public static class H2load {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway");

        @LeakCheck
        void check(LeakCheckRun run) {
            ExternalLoad h2load = ExternalLoad.h2load(LEAKING_PATH, 4);
            run.warmUp(2_000, h2load).rounds(8, 2_000, h2load);
        }
    }

    /** A tool that nobody has. */
    public static class MissingTool {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway-fixed");

        @LeakCheck
        void check(LeakCheckRun run) {
            run.rounds(8, 500, ExternalLoad.command("no-such-tool", "${port}"));
        }
    }

    /** A tool that must be told how many requests, and is not. */
    public static class UntoldTool {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway-fixed");

        @LeakCheck
        void check(LeakCheckRun run) {
            run.rounds(8, ExternalLoad.h2load("/", 1));
        }
    }

    /** A tool that sends ever more. */
    public static class UnequalTool {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway-fixed");

        @LeakCheck
        void check(LeakCheckRun run) {
            run.rounds(
                    8,
                    ExternalLoad.command(
                                    "sh",
                                    "-c",
                                    "[ $1 -lt 3 ] && echo 10 sent || echo 1000 sent",
                                    "sh",
                                    "${round}")
                            .countedBy("(\\d+) sent"));
        }
    }

    /** A method that does not return. */
    public static class Blocking {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway-fixed");

        @LeakCheck(requestTimeout = "200 ms")
        void check(LoadDriver load) throws InterruptedException {
            if (load.request() == 100) {
                new CountDownLatch(1).await();
            }
        }
    }

    /** A service that stops answering in the first round: signal 19 is SIGSTOP. */
    public static class Silent {
        @ServiceUnderTest
        static final NativeService service =
                NativeService.command("target/native/dying-server", "${port}", "600", "19")
                        .stopWithin(Duration.ofMillis(100))
                        .build();

        @LeakCheck(requestTimeout = "200 ms")
        void check(LoadDriver load) {
            load.get("/");
        }
    }
}
