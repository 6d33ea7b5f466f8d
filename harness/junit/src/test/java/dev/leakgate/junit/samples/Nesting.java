package dev.leakgate.junit.samples;

import dev.leakgate.junit.DisabledLeakCheck;
import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;
import org.junit.jupiter.api.Tag;

/** No check of its own; one in each nested class. */
@Tag("outer")
public class Nesting {

    @ServiceUnderTest
    static final NativeService service = NativeService.command("/bin/sleep", "60").build();

    final String greeting = "hello";

    /** Uses the service and the instance around it. */
    class Inner {

        @LeakCheck(tags = "slow")
        void inside(LoadDriver load) {
            if (!greeting.equals("hello")) {
                throw new IllegalStateException("no instance around");
            }
        }

        class Innermost {

            @LeakCheck
            void deepInside(LoadDriver load) {
                if (!greeting.equals("hello")) {
                    throw new IllegalStateException("no instance around");
                }
            }
        }
    }

    static class Nested {

        @LeakCheck
        @DisabledLeakCheck("until the cache has a bound")
        void disabled(LoadDriver load) {}
    }
}
