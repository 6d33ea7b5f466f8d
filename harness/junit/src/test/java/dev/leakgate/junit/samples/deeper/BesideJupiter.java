package dev.leakgate.junit.samples.deeper;

import dev.leakgate.junit.LeakCheck;
import dev.leakgate.junit.ServiceUnderTest;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.service.NativeService;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A test and checks in one class, with Jupiter's annotations on both. */
@DisplayName("both engines")
public class BesideJupiter {

    @ServiceUnderTest
    static final NativeService service = NativeService.command("/bin/sleep", "60").build();

    @Test
    void test() {}

    @LeakCheck
    @Tag("fast")
    @Tag("smoke")
    @DisplayName("a check with a name")
    void check(LoadDriver load) {}

    @LeakCheck(displayName = "named by ourselves")
    @Disabled("not today")
    void disabled(LoadDriver load) {}
}
