package dev.leakgate.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import dev.leakgate.linux.ProcessId;
import dev.leakgate.region.RegionKind;
import dev.leakgate.region.RegionUse;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecorderIT {

    private static final Path BUSY = NativePrograms.build("busy.c");

    private final ProcReader proc = new ProcReader();

    @Test
    void aServiceAtRestIsQuietAtOnce() {
        try (RunningProgram program = RunningProgram.start(BUSY, 0)) {
            long before = System.nanoTime();
            assertThat(Quiescence.await(proc, running(program))).isTrue();
            assertThat(System.nanoTime() - before)
                    .isGreaterThanOrEqualTo(Quiescence.WINDOW.toNanos());
        }
    }

    @Test
    void aServiceThatNeverRestsIsWaitedForUpToTheBoundAndTheSnapshotIsNoisy() {
        try (RunningProgram program = RunningProgram.start(BUSY, 60);
                Recorder recorder = new Recorder(() -> running(program))) {
            long before = System.nanoTime();
            assertThat(recorder.take(500, null)).isTrue();
            long waited = System.nanoTime() - before;

            assertThat(recorder.recording(500).snapshots().get(0).noisy()).isTrue();
            assertThat(waited).isGreaterThanOrEqualTo(Quiescence.BOUND.toNanos());
        }
    }

    @Test
    void aSnapshotHoldsWhatTheServiceHasAndWhenAndAfterHowManyRequests() {
        try (RunningProgram program = RunningProgram.start(BUSY, 0);
                Recorder recorder = new Recorder(() -> running(program))) {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            assertThat(recorder.take(500, raw)).isTrue();
            assertThat(recorder.take(1000, null)).isTrue();

            Recording recording = recorder.recording(500);
            assertThat(recording.rounds()).isEqualTo(1);
            Snapshot first = recording.snapshots().get(0);
            Snapshot second = recording.snapshots().get(1);
            assertThat(first.requestsDone()).isEqualTo(500);
            assertThat(second.requestsDone()).isEqualTo(1000);
            assertThat(second.at()).isGreaterThan(first.at());
            assertThat(first.cost()).isPositive();
            assertThat(first.processes()).isEqualTo(1);
            assertThat(first.threads()).isEqualTo(1);
            assertThat(first.descriptors()).isEqualTo(3);
            assertThat(first.footprint())
                    .isPositive()
                    .isEqualTo(
                            first.regions().values().stream()
                                    .mapToLong(RegionUse::footprint)
                                    .sum());
            assertThat(recording.regions())
                    .anyMatch(key -> key.kind() == RegionKind.STACKS)
                    .allSatisfy(key -> assertThat(recording.footprints(key)).hasSize(2));
            assertThat(raw.toString(StandardCharsets.UTF_8)).contains("[stack]", "VmFlags:");
            assertThat(recorder.processNames()).containsOnlyKeys(program.pid());
        }
    }

    @Test
    void aServiceThatHasEndedGivesNoSnapshot() {
        RunningProgram program = RunningProgram.start(BUSY, 0);
        try (program;
                Recorder recorder = new Recorder(() -> running(program))) {
            assertThat(recorder.take(0, null)).isTrue();
            program.kill();

            assertThat(recorder.take(500, null)).isFalse();
            assertThat(recorder.recording(500).snapshots()).hasSize(1);
        }
    }

    private List<ProcessId> running(RunningProgram program) {
        return proc.stat(program.pid()).map(ProcStat::id).stream().toList();
    }
}
