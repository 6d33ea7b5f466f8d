package dev.leakgate.stack;

import static dev.leakgate.stack.BareImage.STACK;
import static dev.leakgate.stack.BareImage.STACK_END;
import static dev.leakgate.stack.BareImage.thread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.units.AddressSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Finds what can be found of images that tell little, and says what cannot. */
class StackFinderTest {

    private static final String LIMITS =
            """
            Limit                     Soft Limit           Hard Limit           Units
            Max stack size            8388608              unlimited            bytes
            """;

    @Test
    void findsAStackByItsGuardWhereNoControlBlockIs() {
        ProcessSpace space =
                ProcessSpace.of(
                        new BareImage(
                                List.of(
                                        thread(100, "main", 0xbff20000L),
                                        thread(101, "odd (name)\n", STACK_END - 64)),
                                LIMITS));
        assertThat(space.stacks().threads())
                .singleElement()
                .satisfies(
                        stack -> {
                            assertThat(stack.start()).isEqualTo(STACK);
                            assertThat(stack.guard()).isEqualTo(4096);
                            assertThat(stack.cause()).isEqualTo(SizeCause.LIMIT);
                            assertThat(stack.touched()).isZero();
                        });
        assertThat(space.within(null).use().space()).isEqualTo(AddressSpace.I386_3GB);
    }

    @Test
    void saysWhichThreadHasItsStackPointerInNoMapping() {
        ProcessStacks stacks =
                ProcessSpace.of(
                                new BareImage(
                                        List.of(
                                                thread(100, "main", 0x10),
                                                thread(101, "wild", 0x7000_0000L),
                                                thread(102, "running", 0)),
                                        ""))
                        .stacks();
        assertThat(stacks.unknown()).hasSize(2);
        assertThat(stacks.unknown().get(0).elsewhere()).isEqualTo("no mapping");
        assertThat(stacks.unknown().get(1).elsewhere()).isNull();
        assertThat(stacks.stacks().get(0).elsewhere()).isEqualTo("no mapping");
    }

    @Test
    void tellsAFramePointerFromAnythingElseInItsRegister() {
        ProcessStacks stacks =
                ProcessSpace.of(
                                new BareImage(
                                        List.of(
                                                thread(100, "main", 0xbff20000L, 0xbff20100L),
                                                thread(
                                                        101,
                                                        "framed",
                                                        STACK_END - 64,
                                                        STACK_END - 8),
                                                thread(102, "none", 0x7000_0000L, 0x1234)),
                                        ""))
                        .stacks();
        assertThat(stacks.stacks())
                .extracting(ThreadStack::hasFrame)
                .containsExactly(true, true, false);
        assertThat(stacks.threads().get(0).framePointer()).isEqualTo(STACK_END - 8);
        assertThat(stacks.unknown().get(0).framePointer()).isEqualTo(0x1234);
    }

    @Test
    void saysThatAStackPointerIsInTheGuard() {
        ProcessStacks stacks =
                ProcessSpace.of(new BareImage(List.of(thread(100, "main", STACK - 16)), LIMITS))
                        .stacks();
        assertThat(stacks.stacks().get(0).elsewhere()).startsWith("anonymous, 0xb0000000");
        ThreadStack small =
                new ThreadStack(
                        1,
                        "",
                        StackKind.THREAD,
                        STACK - 16,
                        0,
                        STACK,
                        STACK_END,
                        4096,
                        0,
                        0,
                        SizeCause.UNKNOWN,
                        null);
        assertThat(small.overflowed()).isTrue();
    }

    @Test
    void makesDoWithoutThreads() {
        ProcessSpace space = ProcessSpace.of(new BareImage(List.of(), ""));
        assertThat(space.stacks().stacks()).isEmpty();
        StackReport report = space.within(null);
        assertThat(report.advice()).isNull();
        assertThat(report.stacks().newThread().cause()).isEqualTo(SizeCause.LIMIT_INFERRED);
        assertThat(report.forecast().threads()).isBetween(370L, 384L);
    }
}
