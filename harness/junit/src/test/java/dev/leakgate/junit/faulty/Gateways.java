package dev.leakgate.junit.faulty;

import dev.leakgate.check.LeakCheckRun;
import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.LeakgateAssertions;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.junit.SuppressGrowth;
import dev.leakgate.junit.ThreadBudget;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.region.RegionKind;
import dev.leakgate.service.NativeService;
import org.assertj.core.data.Offset;

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

    /** Keeps the same, which is known; and has no more threads than it may. */
    public static class Known {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway");

        @LeakCheck
        @SuppressGrowth(
                type = "CommItopReq",
                reason = "freed with the next release",
                owner = "team-gateway",
                expires = "2999-12-31")
        @ThreadBudget(max = 4)
        void unknownChannel(LoadDriver load) {
            load.get("/itop?channelid=4099");
        }
    }

    /** Asserts on what the requests lose, which is known. */
    public static class Asserted {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway");

        @LeakCheck
        @SuppressGrowth(
                type = "Comm*",
                reason = "freed with the next release",
                owner = "team-gateway",
                expires = "2999-12-31")
        void unknownChannel(LeakCheckRun run) {
            run.warmUp(100, Asserted::send).rounds(8, 100, Asserted::send);
            LeakgateAssertions.assertThat(run.findings())
                    .ofType("CommItopReq")
                    .inRegion(RegionKind.HEAP)
                    .unreachable()
                    .isNotEmpty()
                    .perRequestIsCloseTo(1, Offset.offset(0.001));
            LeakgateAssertions.assertThat(run.findings()).heldBy("*").isEmpty();
        }

        private static void send(LoadDriver load) {
            load.get("/itop?channelid=4099");
        }
    }

    /** Has one thread, and may have none. */
    public static class TooManyThreads {
        @ServiceUnderTest static final NativeService gateway = gateway("gateway-fixed");

        @LeakCheck(warmUp = 20, rounds = 5, requestsPerRound = 20)
        @ThreadBudget(max = 0, growth = "0.5")
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
