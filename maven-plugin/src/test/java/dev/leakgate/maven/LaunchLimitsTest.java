package dev.leakgate.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.check.OnCrash;
import dev.leakgate.linux.ResourceLimit;
import dev.leakgate.linux.ResourceLimit.Resource;
import dev.leakgate.service.NativeService;
import dev.leakgate.units.AddressSpace;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads the limits of a service from a POM, and says what is wrong with them. */
class LaunchLimitsTest {

    private static NativeService.Builder service() {
        return NativeService.command("target/native/worker");
    }

    private static void refuses(String name, String value, String message) {
        assertThatThrownBy(() -> LaunchLimits.set(service(), Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void readsLimitsByTheNamesThatPrlimitHas() {
        NativeService.Builder service = service();
        LaunchLimits.set(service, Map.of("stack", "32 MiB"));
        LaunchLimits.set(service, Map.of("nofile", " 1024\n"));
        LaunchLimits.set(service, Map.of("as", "unlimited"));
        assertThat(service.build().limits())
                .containsExactly(
                        new ResourceLimit(Resource.STACK, 32 << 20),
                        new ResourceLimit(Resource.NOFILE, 1024),
                        new ResourceLimit(Resource.AS, ResourceLimit.UNLIMITED));
        assertThat(LaunchLimits.addressSpace(" i386-3GB ")).isEqualTo(AddressSpace.I386_3GB);
    }

    @Test
    void saysWhatALimitMustBe() {
        refuses(
                "stacks",
                "1 MiB",
                "limits: <stacks> is no limit; write one of as, core, data, fsize, memlock, nofile,"
                        + " nproc, stack");
        refuses("stack", "32768", "limits: stack: \"32768\" is no size: the unit is missing;");
        refuses("stack", "4 KiB", "limits: stack: limit STACK = 4,096 B must be 64 KiB or more");
        refuses("nofile", "many", "limits: nofile: \"many\" is no number; write one, or unlimited");
        refuses("nofile", "3", "limits: nofile: limit NOFILE = 3 must be 4 or more");
        assertThatThrownBy(() -> LaunchLimits.addressSpace("i486"))
                .hasMessage(
                        "\"i486\" is no address space; write one of i386-3gb, i386-4gb, x86-64");
        assertThatThrownBy(() -> OnCrash.parse("DUMP"))
                .hasMessage("\"DUMP\" must be CORE, which is the default, or TRACE");
    }
}
