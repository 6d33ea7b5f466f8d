package dev.leakgate.junit.faulty;

import dev.leakgate.check.LeakCheckRun;
import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.LeakgateAssertions;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;

/** The gateway that leaks and its fixed twin, under the requests that tell them apart. */
public final class Gateways {

    private Gateways() {}

    private static NativeService gateway(String program) {
        return NativeService.command("target/native/" + program, "--port", "${port}").build();
    }

    /** Keeps an object of each request for an unknown channel. */
    public static class Leaking {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway");

        @LeakCheck
        void unknownChannel(LoadDriver load) {
            load.get("/itop?channelid=4099");
        }
    }

    /** Is a process that the test started. */
    public static class Attached {
        @ServiceUnderTest
        static final NativeService gateway =
                NativeService.attachToPort(Integer.getInteger("attached.port")).build();

        @LeakCheck
        void unknownChannel(LoadDriver load) {
            load.get("/itop?channelid=4099");
        }
    }

    /** Frees it. */
    public static class Fixed {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway-fixed");

        @LeakCheck
        void unknownChannel(LoadDriver load) {
            load.get("/itop?channelid=4099");
        }
    }

    /** Drives its own rounds at the fixed one. */
    public static class OwnRounds {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway-fixed");

        @LeakCheck
        void unknownChannel(LeakCheckRun run) {
            run.warmUp(500, OwnRounds::send).rounds(8, 500, OwnRounds::send);
            LeakgateAssertions.assertThat(run.recording()).hasNoLeak();
        }

        private static void send(LoadDriver load) {
            load.get("/itop?channelid=4099");
        }
    }
}
