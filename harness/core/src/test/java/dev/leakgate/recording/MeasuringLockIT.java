package dev.leakgate.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.testing.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MeasuringLockIT {

    private static final Duration LONG = Duration.ofSeconds(40);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final Path file;

    MeasuringLockIT(@TempDir Path folder) {
        file = folder.resolve("lock");
    }

    @Test
    void oneOfManyThreadsMeasuresAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Boolean> measure =
                () -> {
                    try (MeasuringLock lock = MeasuringLock.acquire(file, LONG)) {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        for (int i = 0; i < 10_000; i++) {
                            Thread.onSpinWait();
                        }
                        inside.decrementAndGet();
                        return lock != null;
                    }
                };
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                results.add(threads.submit(measure));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get(40, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void anotherJvmWaitsAndAHolderThatIsKilledReleases() throws Exception {
        try (RunningProgram holder = holder()) {
            assertThat(holder.firstLine()).isEqualTo("held");
            assertThat(acquired(SHORT)).isFalse();

            holder.kill();

            assertThat(acquired(LONG)).isTrue();
        }
    }

    @Test
    void aLockThatWasClosedIsThereForAnotherJvm() throws Exception {
        Objects.requireNonNull(MeasuringLock.acquire(file, LONG)).close();

        try (RunningProgram holder = holder()) {
            assertThat(holder.firstLine()).isEqualTo("held");
        }
    }

    @Test
    void everyUserOfTheMachineMayLock() throws Exception {
        Objects.requireNonNull(MeasuringLock.acquire(file, LONG)).close();

        assertThat(Files.getPosixFilePermissions(file)).hasSize(6);
    }

    @Test
    void aFileThatCannotBeUsedSaysWhatToDo() throws Exception {
        Files.createDirectory(file);

        assertThatThrownBy(() -> MeasuringLock.acquire(file, LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("make it writable or remove it");
        Files.delete(file);
        assertThat(acquired(LONG)).isTrue();
    }

    private boolean acquired(Duration atMost) throws InterruptedException {
        try (MeasuringLock lock = MeasuringLock.acquire(file, atMost)) {
            return lock != null;
        }
    }

    private RunningProgram holder() {
        return RunningProgram.start(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file);
    }

    /** Takes the lock in a JVM of its own and keeps it. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            @Nullable MeasuringLock lock = MeasuringLock.acquire(Path.of(arguments[0]), LONG);
            System.out.println(lock == null ? "not held" : "held");
            Thread.sleep(LONG.toMillis());
        }
    }
}
