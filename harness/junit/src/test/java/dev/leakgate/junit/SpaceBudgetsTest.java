package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.check.SpaceBudget;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.ByteSize;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads the annotations of made-up checks. */
class SpaceBudgetsTest {

    /** Holds annotations; nobody calls its methods. */
    static final class Checks {

        @ThreadStackBudget(
                perThread = "2 MiB",
                threads = 96,
                within = AddressSpace.I386_3GB,
                headroom = "64 MiB")
        @AddressSpaceBudget(withinSize = "2 GiB")
        void right() {}

        @ThreadStackBudget(perThread = "2")
        void noUnit() {}

        @ThreadStackBudget
        void nothing() {}

        @ThreadStackBudget(threads = -1)
        void negative() {}

        @AddressSpaceBudget(within = AddressSpace.I386_3GB, withinSize = "2 GiB")
        void twoSpaces() {}

        @AddressSpaceBudget(withinSize = "0 B")
        void empty() {}
    }

    private static List<SpaceBudget> read(String name) {
        return Arrays.stream(Checks.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .map(method -> SpaceBudgets.of(method, "Checks." + name))
                .orElseThrow();
    }

    @Test
    void readsWhatIsWritten() {
        assertThat(read("right"))
                .containsExactly(
                        new SpaceBudget(
                                ByteSize.ofMebibytes(2),
                                96,
                                SpaceLimit.of(AddressSpace.I386_3GB),
                                ByteSize.ofMebibytes(64)),
                        new SpaceBudget(null, null, SpaceLimit.parse("2 GiB"), null));
    }

    @Test
    void saysWhatIsWrong() {
        assertWrong("noUnit", "@ThreadStackBudget on Checks.noUnit: perThread = \"2\" is no size");
        assertWrong("nothing", "@ThreadStackBudget on Checks.nothing: it limits nothing; set");
        assertWrong("negative", "@ThreadStackBudget on Checks.negative: threads = -1 must be 1");
        assertWrong("twoSpaces", "@AddressSpaceBudget on Checks.twoSpaces: within and withinSize");
        assertWrong("empty", "@AddressSpaceBudget on Checks.empty: withinSize = \"0 B\" is no");
    }

    private static void assertWrong(String name, String message) {
        assertThatThrownBy(() -> read(name))
                .isInstanceOf(InvalidCheckException.class)
                .hasMessageStartingWith(message);
    }
}
