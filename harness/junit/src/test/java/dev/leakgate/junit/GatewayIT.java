package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.junit.faulty.Gateways;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** The leaking gateway leaks each time, and the fixed one never does. */
class GatewayIT {

    private static final int RUNS = 10;

    /** A CommItopReq has 1,488 B (comm_req.h asserts it); malloc makes that a chunk of 1,504 B. */
    private static final double CHUNK_BYTES = 1504;

    private static final Pattern GROWTH = Pattern.compile("heap grows ([0-9,.]+) B per request");

    /** A check is to take 8 s on an idle machine; this is for one that is not. */
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private final Path output;

    GatewayIT(@TempDir Path output) {
        this.output = output;
    }

    @Test
    void theLeakingGatewayLeaksEachTimeByTheSizeOfItsChunk() {
        for (int run = 1; run <= RUNS; run++) {
            Throwable failure = timed("gateway", Gateways.Leaking.class).orElseThrow();

            assertThat(failure).isExactlyInstanceOf(AssertionFailedError.class);
            String firstLine = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
            assertThat(firstLine).startsWith("LEAK");
            Matcher growth = GROWTH.matcher(firstLine);
            assertThat(growth.find()).as(firstLine).isTrue();
            assertThat(Double.parseDouble(growth.group(1).replace(",", "")))
                    .as("run %d: %s", run, firstLine)
                    .isCloseTo(CHUNK_BYTES, Percentage.withPercentage(3));
        }
    }

    @Test
    void theFixedGatewayIsCleanEachTime() {
        for (int run = 1; run <= RUNS; run++) {
            assertThat(timed("gateway-fixed", Gateways.Fixed.class)).as("run %d", run).isEmpty();
        }
    }

    @Test
    void ownRoundsAtTheFixedGatewayAreClean() {
        assertThat(timed("gateway-fixed, own rounds", Gateways.OwnRounds.class)).isEmpty();
    }

    private Optional<Throwable> timed(String name, Class<?> testClass) {
        long start = System.nanoTime();
        Optional<Throwable> failure = Real.failure(testClass, output);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf(
                "%s: %,d ms, %s%n",
                name,
                took.toMillis(),
                failure.map(thrown -> String.valueOf(thrown.getMessage()).lines().findFirst())
                        .map(line -> line.orElse(""))
                        .orElse("CLEAN"));
        assertThat(took).isLessThan(GENEROUS);
        return failure;
    }
}
