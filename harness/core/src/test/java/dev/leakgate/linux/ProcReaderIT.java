package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ProcReaderIT {

    private final ProcReader reader = new ProcReader();

    @Test
    void showsWhatPmapShows() throws IOException {
        try (RunningProgram program = mappings(500, 8192)) {
            List<String> ours = new ArrayList<>();
            boolean whole =
                    reader.smaps(
                            program.pid(),
                            entry ->
                                    ours.add(
                                            "%016x %d %d %d"
                                                    .formatted(
                                                            entry.start(),
                                                            entry.size() / 1024,
                                                            entry.bytes(SmapsField.RSS) / 1024,
                                                            (entry.bytes(SmapsField.SHARED_DIRTY)
                                                                            + entry.bytes(
                                                                                    SmapsField
                                                                                            .PRIVATE_DIRTY))
                                                                    / 1024)));
            assertThat(whole).isTrue();
            assertThat(ours).hasSizeGreaterThan(500);
            assertThat(ours).isEqualTo(pmap(program.pid()));
        }
    }

    /** Gives address, kB, resident and dirty kB of each line of {@code pmap -x}. */
    private static List<String> pmap(int pid) throws IOException {
        Process pmap = new ProcessBuilder("pmap", "-x", Integer.toString(pid)).start();
        String text = new String(pmap.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.lines()
                .filter(line -> line.matches("[0-9a-f]{16} .*"))
                .map(line -> String.join(" ", List.of(line.split(" +")).subList(0, 4)))
                .toList();
    }

    @Test
    void readsTheMappingsThatTheProgramMade() {
        try (RunningProgram program = mappings(1000, 8192)) {
            long first = Long.parseUnsignedLong(program.firstLine(), 16);
            List<String> made = new ArrayList<>();
            reader.smaps(
                    program.pid(),
                    entry -> {
                        if (entry.start() >= first && entry.start() < first + 1000 * 8192) {
                            made.add(
                                    entry.writable()
                                            + " "
                                            + entry.bytes(SmapsField.RSS)
                                            + " "
                                            + entry.bytes(SmapsField.ANONYMOUS)
                                            + entry.name());
                        }
                    });
            assertThat(made).hasSize(1000);
            assertThat(new HashSet<>(made))
                    .containsExactlyInAnyOrder("true 4096 4096", "false 4096 4096");
        }
    }

    @Test
    void readsMapsAsSmapsWithoutFiguresAndSavesTheRawText() throws IOException {
        try (RunningProgram program = mappings(100, 4096)) {
            List<String> maps = new ArrayList<>();
            List<String> smaps = new ArrayList<>();
            List<String> figures = new ArrayList<>();
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            assertThat(reader.maps(program.pid(), entry -> maps.add(header(entry)))).isTrue();
            assertThat(
                            reader.smaps(
                                    program.pid(),
                                    entry -> {
                                        smaps.add(header(entry));
                                        figures.add(new SmapsRollup(entry).toString());
                                    },
                                    raw))
                    .isTrue();
            assertThat(maps).isEqualTo(smaps);
            assertThat(raw.toString(StandardCharsets.UTF_8)).contains("\nVmFlags: ").endsWith("\n");

            List<String> saved = new ArrayList<>();
            reader.saved(
                    new ByteArrayInputStream(raw.toByteArray()),
                    entry -> saved.add(new SmapsRollup(entry).toString()));
            assertThat(saved).isEqualTo(figures);
            assertThat(maps).anyMatch(line -> line.endsWith("[stack]"));
        }
    }

    private static String header(MappingEntry entry) {
        return "%x-%x %s %s".formatted(entry.start(), entry.end(), entry.writable(), entry.name());
    }

    @Test
    void sumsLikeTheKernel() {
        try (RunningProgram program = mappings(300, 4096)) {
            long[] sum = new long[1];
            reader.smaps(program.pid(), entry -> sum[0] += entry.bytes(SmapsField.ANONYMOUS));
            SmapsRollup rollup = reader.smapsRollup(program.pid()).orElseThrow();
            assertThat(rollup.bytes(SmapsField.ANONYMOUS)).hasValue(sum[0]);
            assertThat(sum[0]).isGreaterThan(300 * 4096);
            assertThat(rollup.bytes(SmapsField.SIZE)).isEmpty();
        }
    }

    @Test
    void saysThatAProcessWentWhileItWasRead() {
        try (RunningProgram program = mappings(2000, 4096)) {
            int[] seen = new int[1];
            boolean whole =
                    reader.smaps(
                            program.pid(),
                            entry -> {
                                if (seen[0]++ == 0) {
                                    program.kill();
                                }
                            });
            assertThat(seen[0]).isBetween(1, 1999);
            assertThat(whole).isFalse();
        }
    }

    @Test
    void saysThatAProcessWentWhileItWasReadEvenWhenItsParentTakesNoNotice() {
        try (RunningProgram parent = parentThatNeverWaits(2000)) {
            int child = Integer.parseInt(parent.firstLine());
            int[] seen = new int[1];
            boolean whole =
                    reader.smaps(
                            child,
                            entry -> {
                                if (seen[0]++ == 0) {
                                    makeZombie(child);
                                }
                            });
            assertThat(seen[0]).isBetween(1, 1999);
            assertThat(whole).isFalse();
        }
    }

    @Test
    void saysThatAZombieHasNoMemory() {
        try (RunningProgram parent = parentThatNeverWaits(10)) {
            int zombie = Integer.parseInt(parent.firstLine());
            makeZombie(zombie);
            assertThat(reader.maps(zombie, entry -> {})).isFalse();
            assertThat(reader.smaps(zombie, entry -> {})).isFalse();
            assertThat(reader.smapsRollup(zombie)).isEmpty();
            assertThat(reader.stat(zombie).orElseThrow().ppid()).isEqualTo(parent.pid());
            assertThat(reader.status(zombie).orElseThrow().vmRssBytes()).isEmpty();
        }
    }

    /** Starts a shell that starts mappings, prints its pid, and becomes a program without wait. */
    private RunningProgram parentThatNeverWaits(int count) {
        RunningProgram parent =
                RunningProgram.start(
                        "sh",
                        "-c",
                        "exec 3<&0; \"$1\" \"$2\" 4096 <&3 >&2 & echo $!; exec sleep 600",
                        "sh",
                        NativePrograms.build("mappings.c"),
                        count);
        int child = Integer.parseInt(parent.firstLine());
        int[] mappings = new int[1];
        await(
                () -> {
                    mappings[0] = 0;
                    return reader.stat(parent.pid()).orElseThrow().comm().equals("sleep")
                            && reader.maps(child, entry -> mappings[0]++)
                            && mappings[0] > count;
                });
        return parent;
    }

    private static void makeZombie(int pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        ProcReader other = new ProcReader();
        await(() -> other.stat(pid).orElseThrow().zombie());
    }

    @Test
    void readsACommandsNameWithAnythingInIt() {
        String name = "a) S 1\n(\\";
        try (RunningProgram program = RunningProgram.start(NativePrograms.build("oddly-named.c"))) {
            ProcStat stat = reader.stat(program.pid()).orElseThrow();
            assertThat(stat.comm()).isEqualTo(name);
            assertThat(stat.ppid()).isEqualTo(Math.toIntExact(ProcessHandle.current().pid()));
            assertThat(stat.threads()).isEqualTo(1);
            ProcStatus status = reader.status(program.pid()).orElseThrow();
            assertThat(status.name()).isEqualTo(name);
            assertThat(status.tgid()).hasValue(program.pid());
            assertThat(status.nsPids()).startsWith(program.pid());
            assertThat(status.vmRssBytes().orElseThrow()).isPositive();
            assertThat(reader.threadName(program.pid(), program.pid())).contains(name);
        }
    }

    @Test
    void readsThreadsThatComeAndGo() {
        try (RunningProgram program =
                RunningProgram.start(NativePrograms.build("thread-churn.c"))) {
            int pid = program.pid();
            List<String> told = List.of(program.firstLine().split(" "));
            int sleeper = Integer.parseInt(told.get(1));
            long onItsStack = Long.parseUnsignedLong(told.get(2), 16);

            assertThat(reader.threadName(pid, sleeper)).contains("sleeper");
            await(() -> reader.stackPointer(pid, sleeper).isPresent());
            assertThat(reader.stackPointer(pid, sleeper).orElseThrow())
                    .isBetween(onItsStack - 4096, onItsStack);

            Set<Integer> seen = new HashSet<>();
            for (int round = 0; round < 200; round++) {
                for (int tid : reader.tids(pid)) {
                    seen.add(tid);
                    // Any of them may have gone by now: an answer, no exception.
                    reader.threadName(pid, tid);
                    reader.stackPointer(pid, tid);
                }
                assertThat(reader.cpuNanos(pid)).isPresent();
            }
            assertThat(seen).contains(pid, sleeper).hasSizeGreaterThan(5);
            long before = reader.cpuNanos(pid).orElseThrow();
            // The spinner never stops, so this comes true on any machine.
            await(() -> reader.cpuNanos(pid).orElseThrow() > before + 20_000_000);
        }
    }

    @Test
    void readsDescriptorsLimitsAndProcesses() throws IOException {
        Path log = Files.createTempFile("descriptors", ".log");
        try (RunningProgram program =
                RunningProgram.start(
                        "sh",
                        "-c",
                        "ulimit -S -s 4096; exec 2>&- 7>\"$1\"; echo on; read end",
                        "sh",
                        log)) {
            int pid = program.pid();
            assertThat(reader.descriptors(pid)).containsOnlyKeys(0, 1, 7);
            assertThat(reader.descriptors(pid)).containsEntry(7, log.toString());
            assertThat(reader.descriptors(pid).get(0)).startsWith("pipe:[");
            assertThat(reader.descriptorCount(pid)).hasValue(3);
            ProcLimit stack = reader.limits(pid).get("Max stack size");
            assertThat(stack).isNotNull();
            assertThat(stack.soft()).hasValue(4096 * 1024);
            assertThat(stack.unit()).isEqualTo("bytes");
            assertThat(reader.pids()).contains(pid, 1);
        } finally {
            Files.delete(log);
        }
    }

    private RunningProgram mappings(int count, int bytes) {
        RunningProgram program =
                RunningProgram.start(NativePrograms.build("mappings.c"), count, bytes);
        // Its first read still makes a buffer; from then on its memory does not change.
        await(() -> reader.stat(program.pid()).orElseThrow().state() == 'S');
        return program;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited 20 s in vain").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
