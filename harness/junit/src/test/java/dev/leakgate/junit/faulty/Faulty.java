package dev.leakgate.junit.faulty;

import dev.leakgate.check.LeakCheckRun;
import dev.leakgate.junit.CountBudget;
import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.RegionBudget;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.junit.SuppressGrowth;
import dev.leakgate.junit.ThreadBudget;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.recording.Count;
import dev.leakgate.region.RegionKind;
import dev.leakgate.service.NativeService;
import org.jspecify.annotations.Nullable;

/** Checks that are written wrongly, one mistake each. */
public final class Faulty {

    private static NativeService sleep() {
        return NativeService.command("/bin/sleep", "60").build();
    }

    private Faulty() {}

    /** Two services. */
    public static class TwoServices {
        @ServiceUnderTest static final NativeService first = sleep();
        @ServiceUnderTest static final NativeService second = sleep();

        @LeakCheck
        void check(LoadDriver load) {}
    }

    /** No service. */
    public static class NoService {
        @LeakCheck
        void check(LoadDriver load) {}
    }

    /** A service that is never assigned. */
    public static class NullService {
        @ServiceUnderTest static @Nullable NativeService service;

        @LeakCheck
        void check(LoadDriver load) {}
    }

    /** A service of each instance. */
    public static class InstanceService {
        @ServiceUnderTest final NativeService service = sleep();

        @LeakCheck
        void check(LoadDriver load) {}
    }

    /** A class whose static initialiser throws. */
    public static class NotInitialized {
        @ServiceUnderTest static final NativeService service = NativeService.command("").build();

        @LeakCheck
        void check(LoadDriver load) {}
    }

    /** A class that only its author can instantiate. */
    public static class NoConstructor {
        @ServiceUnderTest static final NativeService service = sleep();

        NoConstructor(String argument) {}

        @LeakCheck
        void check(LoadDriver load) {}
    }

    /** Methods that are no way to write a check. */
    public static class Signatures {
        @ServiceUnderTest static final NativeService service = sleep();

        @LeakCheck
        void noParameter() {}

        @LeakCheck
        void twoParameters(LoadDriver load, LeakCheckRun run) {}

        @LeakCheck
        void otherParameter(String text) {}

        @LeakCheck
        int returning(LoadDriver load) {
            return load.worker();
        }

        @LeakCheck
        static void isStatic(LoadDriver load) {}

        @LeakCheck
        @SuppressWarnings({"UnusedMethod", "UnusedVariable"})
        private void isPrivate(LoadDriver load) {}
    }

    /** Attributes that are out of range or cannot be read. */
    public static class Attributes {
        @ServiceUnderTest static final NativeService service = sleep();

        @LeakCheck(rounds = 0)
        void rounds(LoadDriver load) {}

        @LeakCheck(requestsPerRound = 0)
        void requests(LoadDriver load) {}

        @LeakCheck(timeCap = "5 minutes")
        void timeCap(LoadDriver load) {}

        @LeakCheck(allowedGrowth = "16")
        void allowedGrowth(LoadDriver load) {}

        @LeakCheck(tags = "two words")
        void tags(LoadDriver load) {}

        @LeakCheck
        @RegionBudget(region = RegionKind.HEAP, total = "64 MiBs")
        void total(LoadDriver load) {}

        @LeakCheck
        @RegionBudget(region = RegionKind.HEAP, total = "64 MiB")
        @RegionBudget(region = RegionKind.STACKS, growth = "many")
        void growth(LoadDriver load) {}

        @LeakCheck
        @RegionBudget(region = RegionKind.HEAP)
        void nothing(LoadDriver load) {}

        @LeakCheck
        @CountBudget(count = Count.THREADS, max = -2)
        void max(LoadDriver load) {}

        @LeakCheck
        @CountBudget(count = Count.THREADS, growth = "few")
        void countGrowth(LoadDriver load) {}

        @LeakCheck
        @CountBudget(count = Count.THREADS)
        void countNothing(LoadDriver load) {}

        @LeakCheck
        @ThreadBudget(growth = "few")
        void threadGrowth(LoadDriver load) {}

        @LeakCheck
        @ThreadBudget
        void threadsNothing(LoadDriver load) {}

        @LeakCheck
        @SuppressGrowth(reason = "r", owner = "o", expires = "2027-01-31")
        void suppressesNothing(LoadDriver load) {}

        @LeakCheck
        @SuppressGrowth(type = "A", module = "b", reason = "r", owner = "o", expires = "2027-01-31")
        void suppressesTwo(LoadDriver load) {}

        @LeakCheck
        @SuppressGrowth(type = "A", reason = "r", owner = "o", expires = "May")
        void suppressesUntil(LoadDriver load) {}

        @LeakCheck
        @SuppressGrowth(type = "A", reason = " ", owner = "o", expires = "2027-01-31")
        void suppressesWhy(LoadDriver load) {}
    }
}
