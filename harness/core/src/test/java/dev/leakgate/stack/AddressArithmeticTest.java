package dev.leakgate.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.WordSize;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Counts holes and threads of made-up address spaces. */
class AddressArithmeticTest {

    private static final long MIB = 1 << 20;
    private static final NewStack STACK = new NewStack(32 * MIB, 4096, SizeCause.LIMIT);

    private static AddressUse use(long... mebibytes) {
        List<Gap> gaps = new java.util.ArrayList<>();
        for (long size : mebibytes) {
            gaps.add(new Gap(gaps.size() * 1024L * MIB, size * MIB, gaps.size() == 1));
        }
        return new AddressUse(AddressSpace.I386_3GB, Map.of(), gaps, gaps, false);
    }

    private static ProcessStacks none() {
        return new ProcessStacks(WordSize.BITS_32, List.of(), STACK);
    }

    private static ThreadStack stack(long reserved, long touched) {
        return new ThreadStack(
                2,
                "",
                StackKind.THREAD,
                0,
                0,
                MIB,
                MIB + reserved,
                4096,
                touched,
                0,
                SizeCause.LIMIT,
                null);
    }

    @Test
    void aThreadNeedsAHoleAndNotASum() {
        SpaceLimit within = SpaceLimit.of(AddressSpace.I386_3GB);
        AddressUse use = use(31, 31, 64, 33);
        ThreadForecast forecast = ThreadForecast.goingOn(within, use, none(), Ceilings.NONE);
        assertThat(forecast.threads()).as("64 MiB have no room for the second guard").isEqualTo(2);
        assertThat(forecast.failsAt()).isEqualTo(3);
        assertThat(forecast.fits(2)).isTrue();
        assertThat(forecast.fits(3)).isFalse();
        assertThat(forecast.toString()).isEqualTo("2 threads of 32 MiB fit into i386-3gb");
        assertThat(forecast.why())
                .isEqualTo(
                        "pthread_create number 3 fails with EAGAIN: no hole of 32 MiB and its guard"
                                + " is left in the address space");
        assertThat(use.largestGap()).isEqualTo(64 * MIB);
        assertThat(use.fragmentation()).isBetween(0.59, 0.60);
    }

    @Test
    void whatIsLessThanTheHolesDecides() {
        ThreadForecast bySize =
                ThreadForecast.goingOn(
                        SpaceLimit.of(ByteSize.ofMebibytes(100)), use(1000), none(), Ceilings.NONE);
        assertThat(bySize.threads()).isEqualTo(3);
        assertThat(bySize.why()).endsWith("it would reserve more than 100 MiB");
        Ceilings machine =
                new Ceilings(OptionalLong.empty(), Map.of("kernel.pid_max = 32,768", 7L));
        ThreadForecast byMachine =
                ThreadForecast.goingOn(
                        SpaceLimit.of(AddressSpace.X86_64), use(1000), none(), machine);
        assertThat(byMachine.threads()).isEqualTo(7);
        assertThat(byMachine.why()).endsWith("kernel.pid_max = 32,768 allows no more");
    }

    @Test
    void stacksGoBelowTheLibrariesFirst() {
        // The second hole is above the heap; what lies above it, above the libraries.
        List<Gap> gaps = use(100, 100, 100).gaps();
        assertThat(Gap.after(gaps, 40 * MIB, 3))
                .extracting(Gap::size)
                .containsExactly(60 * MIB, 20 * MIB, 100 * MIB);
        assertThat(Gap.after(gaps, 100 * MIB, 9)).isEmpty();
        assertThat(Gap.withHeapGrown(gaps, 10 * MIB))
                .extracting(Gap::size)
                .containsExactly(100 * MIB, 90 * MIB, 100 * MIB);
    }

    @Test
    void advisesTwiceWhatWasTouchedAndNeverLessThanTheLeast() {
        assertThat(StackAdvice.size(4096, 4096)).isEqualTo(128 << 10);
        assertThat(StackAdvice.size(300_000, 4096)).isEqualTo(640 << 10);
        assertThat(StackAdvice.size(4096, MIB)).as("more than the guard").isGreaterThan(MIB);
        ProcessStacks stacks =
                new ProcessStacks(
                        WordSize.BITS_32,
                        List.of(stack(32 * MIB, 100_000), stack(32 * MIB, 300_000)),
                        STACK);
        StackAdvice advice = StackAdvice.of(stacks).orElseThrow();
        assertThat(advice.size()).isEqualTo(new ByteSize(640 << 10));
        assertThat(advice.measured()).isEqualTo(new ByteSize(300_000));
        assertThat(advice.frees()).isEqualTo(new ByteSize(2 * (32 * MIB - (640 << 10))));
        assertThat(advice.where())
                .isEqualTo(
                        "pthread_attr_setstacksize(&attr, 655360), or without a change of code"
                                + " ulimit -s 640, in a systemd unit LimitSTACK=655360");
        assertThat(StackAdvice.of(none())).isEmpty();
    }

    @Test
    void readsAddressSpaces() {
        assertThat(SpaceLimit.parse("i386-3gb")).isEqualTo(SpaceLimit.of(AddressSpace.I386_3GB));
        assertThat(SpaceLimit.parse("X86-64")).isEqualTo(SpaceLimit.of(AddressSpace.X86_64));
        assertThat(SpaceLimit.parse("2 GiB")).hasToString("2 GiB");
        for (String wrong : List.of("i386", "2", "0 B", "")) {
            assertThatThrownBy(() -> SpaceLimit.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "\""
                                    + wrong
                                    + "\" is no address space; write one of i386-3gb, i386-4gb,"
                                    + " x86-64, or a size as in \"2 GiB\"");
        }
    }
}
