package dev.leakgate.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.leakgate.linux.PageScan;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.linux.SmapsField;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The cheap look sees what the kernel's own sums see. */
class CheapLookIT {

    private static final int NOBODY = Integer.MAX_VALUE - 1;

    /** 300 pages touched, 300 read only, 100,000 untouched, in 700 mappings and more. */
    private final RunningProgram program =
            RunningProgram.start(NativePrograms.build("sampled.c"), 300);

    @AfterEach
    void stop() {
        System.clearProperty(PageScan.PROPERTY);
        program.close();
    }

    @Test
    void aScanCountsTouchedPagesAndNoZeroPages() {
        assumeThat(PageScan.supported()).isTrue();

        try (CheapLook look = new CheapLook();
                ProcReader proc = new ProcReader()) {
            long anonymous = anonymous(proc);
            long zeroPages = 300 * 4096L;

            assertThat(look.method()).isEqualTo("PAGEMAP_SCAN");
            // Data of modules is anonymous too once it is written, and is no part of the scan.
            assertThat(look.footprint(program.pid(), () -> false).orElseThrow())
                    .isCloseTo(anonymous, Offset.offset(zeroPages / 4))
                    .isLessThanOrEqualTo(anonymous);
        }
    }

    @Test
    void aKernelThatCannotScanIsAskedForItsSums() {
        System.setProperty(PageScan.PROPERTY, "false");

        try (CheapLook look = new CheapLook();
                ProcReader proc = new ProcReader()) {
            assertThat(look.method()).isEqualTo("smaps_rollup");
            assertThat(look.footprint(program.pid(), () -> false)).hasValue(anonymous(proc));
        }
    }

    @Test
    void aProcessThatEndedHasNothing() {
        program.kill();
        try (CheapLook look = new CheapLook()) {
            assertThat(look.footprint(program.pid(), () -> false)).isEmpty();
            assertThat(look.footprint(NOBODY, () -> false)).isEmpty();
            assertThat(look.rss(NOBODY)).isEmpty();
        }
    }

    @Test
    void aLookThatIsStoppedHasNothing() {
        assumeThat(PageScan.supported()).isTrue();

        try (CheapLook look = new CheapLook()) {
            AtomicLong steps = new AtomicLong();
            assertThat(look.footprint(program.pid(), () -> steps.incrementAndGet() > 2)).isEmpty();
            assertThat(steps).hasValue(3);
        }
    }

    @Test
    void samplesFollowEachOtherWhileTheLoadRunsAndEndWithIt() throws InterruptedException {
        AtomicLong requests = new AtomicLong();
        Thread load = new Thread(() -> countUntilInterrupted(requests));
        try (Sampler sampler = new Sampler(requests::get)) {
            load.start();
            List<ProcessId> processes = List.of(new ProcessId(program.pid(), 0));
            sampler.resume(processes);
            awaitSamples(sampler, 3);
            sampler.pause();

            Samples samples = sampler.samples();
            assertThat(samples.samples()).hasSizeGreaterThanOrEqualTo(3);
            List<Long> done = new ArrayList<>();
            samples.samples().forEach(sample -> done.add(sample.requestsDone()));
            assertThat(done).isSorted().doesNotHaveDuplicates();
            assertThat(samples.peak()).isGreaterThanOrEqualTo(300 * 4096L);
            assertThat(samples.samples()).allMatch(sample -> sample.rss() >= 300 * 4096L);
            assertThat(samples.cost()).isPositive().isLessThan(samples.sampled());
            assertThat(sampler.samples()).isEqualTo(samples);
        } finally {
            load.interrupt();
        }
    }

    private static void countUntilInterrupted(AtomicLong requests) {
        while (!Thread.currentThread().isInterrupted()) {
            requests.incrementAndGet();
            Thread.onSpinWait();
        }
    }

    private static void awaitSamples(Sampler sampler, int count) throws InterruptedException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (sampler.samples().samples().size() < count) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    private long anonymous(ProcReader proc) {
        OptionalLong bytes =
                proc.smapsRollup(program.pid()).orElseThrow().bytes(SmapsField.ANONYMOUS);
        return bytes.orElseThrow();
    }
}
