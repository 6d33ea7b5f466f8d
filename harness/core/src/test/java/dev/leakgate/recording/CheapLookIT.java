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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cheap look sees what the kernel's own sums see. */
class CheapLookIT {

    private static final int NOBODY = Integer.MAX_VALUE - 1;

    /** 300 pages touched, 300 read only, 100,000 untouched, in 700 mappings and more. */
    private final RunningProgram program =
            RunningProgram.start(NativePrograms.build("sampled.c"), 300);

    @BeforeEach
    void letItComeToRest() {
        awaitInput(program);
    }

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
            assertThat(look.method()).isEqualTo("PAGEMAP_SCAN");
            assertThat(anonymous(proc)).isGreaterThanOrEqualTo(300 * 4096L);
            assertThat(look.footprint(program.pid(), () -> false)).hasValue(anonymous(proc));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void memoryThatMovedSinceTheMappingsWereListedIsSeen(boolean asksCounters) {
        assumeThat(PageScan.supported()).isTrue();

        int pages = ScanPlan.FEW_MAPPINGS;
        try (RunningProgram large = RunningProgram.start(NativePrograms.build("sampled.c"), pages);
                CheapLook look = new CheapLook(Long.MAX_VALUE, asksCounters);
                ProcReader proc = new ProcReader()) {
            for (int looks = 0; looks < 2 * ScanPlan.LOOKS; looks++) {
                awaitInput(large);
                long bytes = look.footprint(large.pid(), () -> false).orElseThrow();

                assertThat(bytes)
                        .as("look %d", looks)
                        .isGreaterThanOrEqualTo(pages * 4096L)
                        .isCloseTo(
                                anonymous(proc, large),
                                Offset.offset(asksCounters ? keptByCpus() : 0));
                assertThat(large.ask("move")).isEqualTo("moved");
            }
        }
    }

    @Test
    void aProcessTooLargeForItsSumsIsAskedForItsCounters() {
        System.setProperty(PageScan.PROPERTY, "false");

        try (CheapLook look = new CheapLook(0, true);
                ProcReader proc = new ProcReader()) {
            assertThat(look.footprint(program.pid(), () -> false).orElseThrow())
                    .isCloseTo(anonymous(proc), Offset.offset(keptByCpus()));
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

    /** Kernels before 6.16 keep up to so many bytes of a counter at their CPUs. */
    private static long keptByCpus() {
        int cpus = Runtime.getRuntime().availableProcessors();
        return 4096L * cpus * Math.max(32, 2 * cpus);
    }

    private static void countUntilInterrupted(AtomicLong requests) {
        while (!Thread.currentThread().isInterrupted()) {
            requests.incrementAndGet();
            Thread.onSpinWait();
        }
    }

    /** Waits until a program that has answered waits for input: till then it may touch a page. */
    private static void awaitInput(RunningProgram program) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        try (ProcReader proc = new ProcReader()) {
            while (proc.stat(program.pid()).orElseThrow().state() != 'S') {
                assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
                Thread.onSpinWait();
            }
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
        return anonymous(proc, program);
    }

    private static long anonymous(ProcReader proc, RunningProgram of) {
        OptionalLong bytes = proc.smapsRollup(of.pid()).orElseThrow().bytes(SmapsField.ANONYMOUS);
        return bytes.orElseThrow();
    }
}
