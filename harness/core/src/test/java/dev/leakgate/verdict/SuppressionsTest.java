package dev.leakgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.verdict.Suppressions.State;
import dev.leakgate.verdict.Suppressions.Use;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionsTest {

    private static final LocalDate TODAY = LocalDate.parse("2027-01-31");
    private static final Suppression SSL = until("module */libssl*", "2027-01-31");
    private static final Suppression LOGGER = until("arenas of logger", "2027-01-30");
    private static final List<String> CHECK =
            List.of("GatewayIT.leak", "com.example.GatewayIT#leak");

    @ParameterizedTest
    @CsvSource({
        "heap, heap, true",
        "heap, heaps, false",
        "*, heap, true",
        "module */libssl*, module /usr/lib/libssl.so.3, true",
        "module */libssl*, module /usr/lib/libcrypto.so.3, false",
        "*a*a*b, aaaaaaaaaaaaaaaaaaaaaaaaaaaac, false",
        "*ab, aab, true",
        "stacks of handler-?, stacks of handler-7, true",
        "stacks of handler-?, stacks of handler-17, false",
        "a.c, abc, false",
    })
    void matchesWholeNamesByPatterns(String pattern, String name, boolean matches) {
        assertThat(Glob.matches(pattern, name)).isEqualTo(matches);
    }

    @Test
    void coversUntilItsLastDayAndNotAfterIt() {
        Suppressions known = Suppressions.on(TODAY, List.of(SSL, LOGGER));

        assertThat(known.cover("module /usr/lib/libssl.so.3")).isTrue();
        assertThat(known.cover("arenas of logger")).isFalse();
        assertThat(known.cover("heap")).isFalse();
    }

    @Test
    void saysWhatBecameOfEach() {
        Suppression unused = until("heap", "2028-01-01");
        Suppressions known = Suppressions.on(TODAY, List.of(SSL, LOGGER, unused)).of(CHECK);

        List<String> grown =
                List.of("module /b/libssl.so", "module /a/libssl.so", "arenas of logger");
        assertThat(known.uses(grown))
                .containsExactly(
                        new Use(
                                SSL,
                                State.USED,
                                List.of("module /a/libssl.so", "module /b/libssl.so")),
                        new Use(LOGGER, State.EXPIRED, List.of()),
                        new Use(unused, State.UNUSED, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "GatewayIT.*, true",
        "com.example.*#leak, true",
        "com.example.*#other, false",
        "OtherIT.*, false",
    })
    void holdsForTheChecksThatAreMeant(String check, boolean holds) {
        Suppression suppression = new Suppression("heap", check, "reason", "owner", TODAY);
        Suppressions known = Suppressions.on(TODAY, List.of(suppression)).of(CHECK);

        assertThat(known.cover("heap")).isEqualTo(holds);
        assertThat(known.uses(List.of("heap")))
                .extracting(Use::state)
                .containsExactly(holds ? State.USED : State.UNUSED);
    }

    private static Suppression until(String pattern, String day) {
        return new Suppression(pattern, null, "reason", "owner", LocalDate.parse(day));
    }
}
