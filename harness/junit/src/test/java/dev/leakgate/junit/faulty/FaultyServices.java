package dev.leakgate.junit.faulty;

import dev.leakgate.check.LeakCheckRun;
import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.LeakgateAssertions;
import dev.leakgate.junit.RegionBudget;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.load.RequestFailedException;
import dev.leakgate.region.RegionKind;
import dev.leakgate.service.NativeService;
import dev.leakgate.units.ByteSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

/** Checks of real services that do not start, die, or are loaded wrongly. */
public final class FaultyServices {

    private FaultyServices() {}

    private static NativeService dying(int requests, int signal) {
        return NativeService.command(
                        "target/native/dying-server", "${port}", requests + "", signal + "")
                .build();
    }

    private static NativeService gateway(String program) {
        return NativeService.command("target/native/" + program, "--port", "${port}")
                .readyWhenListening()
                .build();
    }

    /** No such program. */
    public static class NotFound {
        @ServiceUnderTest
        static final NativeService service =
                NativeService.command("target/native/no-such-program").build();

        @LeakCheck
        void check(LoadDriver load) {}
    }

    /** A file that is no program. */
    public static class NotExecutable {
        @ServiceUnderTest
        static final NativeService service = NativeService.command("./pom.xml").build();

        @LeakCheck
        void check(LoadDriver load) {}
    }

    /** A program that ends with status 1. */
    public static class ExitsAtOnce {
        @ServiceUnderTest
        static final NativeService service = NativeService.command("/bin/false", "${port}").build();

        @LeakCheck
        void check(LoadDriver load) {}
    }

    /** A program that never listens. */
    public static class NeverReady {
        @ServiceUnderTest
        static final NativeService service =
                NativeService.command("/bin/sleep", "60")
                        .environment("PORT", "${port}")
                        .readyWithin(Duration.ofMillis(300))
                        .build();

        @LeakCheck
        void check(LoadDriver load) {}
    }

    /** A service that is killed in the first round. */
    public static class Killed {
        @ServiceUnderTest static final NativeService service = dying(600, 9);

        @LeakCheck
        void check(LoadDriver load) {
            load.get("/");
        }
    }

    /** A service with a segmentation fault in the second round. */
    public static class Segfault {
        @ServiceUnderTest static final NativeService service = dying(1200, 11);

        @LeakCheck
        void check(LoadDriver load) {
            load.get("/");
        }
    }

    /** A service whose port somebody else has. */
    public static class PortTaken {
        /** Holds the port for as long as the tests run. */
        private static final ServerSocket OTHER = listener();

        @ServiceUnderTest
        static final NativeService service =
                NativeService.command(
                                "target/native/dying-server", OTHER.getLocalPort() + "", "1", "9")
                        .port(OTHER.getLocalPort())
                        .build();

        @LeakCheck
        void check(LoadDriver load) {}

        /** Returns the port that is taken. */
        public static int port() {
            return OTHER.getLocalPort();
        }

        private static ServerSocket listener() {
            try {
                return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A service that dies while it is warmed up, when its method ignores that. */
    public static class DiesUnseen {
        @ServiceUnderTest static final NativeService service = dying(100, 6);

        @LeakCheck
        void check(LoadDriver load) {
            try {
                load.get("/");
            } catch (RequestFailedException ignored) {
                // The request counts as answered, and the death must be seen all the same.
            }
        }
    }

    /** An assertion of the test's own that does not hold. */
    public static class OwnAssertion {
        @ServiceUnderTest static final NativeService service = gateway("gateway-fixed");

        @LeakCheck
        void check(LeakCheckRun run) {
            run.rounds(5, 50, load -> load.get("/health"));
            LeakgateAssertions.assertThat(run.recording())
                    .as("health checks")
                    .region(RegionKind.STACKS)
                    .staysBelow(ByteSize.ofBytes(1));
        }
    }

    /** A method that throws each time. */
    public static class AlwaysThrows {
        @ServiceUnderTest static final NativeService service = gateway("gateway-fixed");

        @LeakCheck
        void check(LoadDriver load) {
            throw new IllegalStateException("no session for worker " + load.worker());
        }
    }

    /** A method that drives rounds that are too few. */
    public static class TooFewRounds {
        @ServiceUnderTest static final NativeService service = gateway("gateway-fixed");

        @LeakCheck
        void check(LeakCheckRun run) {
            run.rounds(0, 500, load -> load.get("/health"));
        }
    }

    /** A budget that no process can hold. */
    public static class OverBudget {
        @ServiceUnderTest static final NativeService service = gateway("gateway-fixed");

        @LeakCheck
        @RegionBudget(region = RegionKind.STACKS, total = "1 B")
        void check(LoadDriver load) {
            load.get("/health");
        }
    }
}
