package dev.leakgate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeCapTest {

    @AfterEach
    void leaveNoInterruptBehind() {
        Thread.interrupted();
    }

    @Test
    void interruptsAThreadThatWaitsForEverAndSaysSo() {
        try (TimeCap cap = in(Duration.ofMillis(20))) {
            assertThatThrownBy(() -> new CountDownLatch(1).await(20, TimeUnit.SECONDS))
                    .isInstanceOf(InterruptedException.class);
            assertThat(cap.isOver()).isTrue();
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void takesItsInterruptBackWhenNobodySawIt() {
        try (TimeCap cap = in(Duration.ZERO)) {
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!cap.isOver() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(cap.isOver()).isTrue();
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void leavesAnInterruptThatIsNotItsOwn() {
        try (TimeCap cap = in(Duration.ofHours(1))) {
            Thread.currentThread().interrupt();
            assertThat(cap.isOver()).isFalse();
        }
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    private static TimeCap in(Duration time) {
        return new TimeCap(System.nanoTime() + time.toNanos());
    }
}
