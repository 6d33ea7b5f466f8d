package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files that look like /proc, for what no process of this machine shows. */
class ProcReaderTest {

    private Path root;
    private ProcReader reader;

    @BeforeEach
    void processSeven(@TempDir Path directory) throws IOException {
        root = directory;
        reader = new ProcReader(root);
        Files.createDirectories(root.resolve("7/task/7"));
        Files.createDirectories(root.resolve("7/task/8"));
    }

    @Test
    void readsTheStatOfACommandWithAnyName() throws IOException {
        write("7/stat", "7 (a) S 1 2\n(x) R 3 4 5 0 -1 0 1 2 3 4 150 25 0 0 20 0 6 0 777 0\n");
        ProcStat stat = reader.stat(7).orElseThrow();
        assertThat(stat).isEqualTo(new ProcStat(7, "a) S 1 2\n(x", 'R', 3, 4, 5, 150, 25, 6, 777));
        assertThat(stat.id()).isEqualTo(new ProcessId(7, 777));
        assertThat(stat.zombie()).isFalse();
    }

    @Test
    void takesAStatThatIsCutAsAbsentWhereverItIsCut() throws IOException {
        String stat = "7 (x) R 3 4 5 0 -1 0 1 2 3 4 150 25 0 0 20 0 6 0 777";
        for (int length = 0; length < stat.length() - 3; length++) {
            write("7/stat", stat.substring(0, length));
            assertThat(reader.stat(7)).as(stat.substring(0, length)).isEmpty();
        }
        write("7/stat", stat);
        assertThat(reader.stat(7)).isPresent();
    }

    @Test
    void readsWhatTheStatusHasAndNothingElse() throws IOException {
        write(
                "7/status",
                "Name:\ta\\nb\\\\c \nGroups:\t"
                        + "4294967295 ".repeat(60_000)
                        + "\nState:\tT (stopped)\nUid:\t33\t0\t0\t0\nVmRSS:\t    12 kB\n"
                        + "SigBlk:\tffffffffffffffff\nNSpid:\t7\t2\t1\nTracerPid:\tmany\n");
        ProcStatus status = reader.status(7).orElseThrow();
        assertThat(status.name()).isEqualTo("a\nb\\c ");
        assertThat(status.state()).isEqualTo('T');
        assertThat(status.uid()).hasValue(33);
        assertThat(status.vmRssBytes()).hasValue(12_288);
        assertThat(status.sigBlk()).hasValue(-1);
        assertThat(status.nsPids()).containsExactly(7, 2, 1);
        assertThat(status.vmSwapBytes()).isEqualTo(OptionalLong.empty());
        assertThat(status.tracerPid()).isEqualTo(OptionalInt.empty());
        assertThat(status.ppid()).isEqualTo(OptionalInt.empty());
    }

    @Test
    void readsLimitsWithAndWithoutAUnit() throws IOException {
        write(
                "7/limits",
                """
                Limit                     Soft Limit           Hard Limit           Units
                Max cpu time              unlimited            unlimited            seconds
                Max stack size            8388608              unlimited            bytes
                Max nice priority         0                    0
                Max of tomorrow           some                 unlimited            bytes
                """);
        assertThat(reader.limits(7)).hasSize(3);
        assertThat(reader.limits(7))
                .containsEntry(
                        "Max stack size",
                        new ProcLimit(OptionalLong.of(8_388_608), OptionalLong.empty(), "bytes"))
                .containsEntry(
                        "Max nice priority",
                        new ProcLimit(OptionalLong.of(0), OptionalLong.of(0), ""));
        assertThat(reader.limits(7).get("Max cpu time"))
                .satisfies(limit -> assertThat(limit.unlimited()).isTrue());
    }

    @Test
    void readsTheStackPointerOfAThreadThatIsBlockedOnly() throws IOException {
        write("7/task/8/syscall", "7 0x1 0x2 0x3 0x4 0x5 0x6 0x7ffc12345678 0x7f0000000000\n");
        assertThat(reader.stackPointer(7, 8)).hasValue(0x7ffc12345678L);
        write("7/task/8/syscall", "-1 0xffcf1230 0x56557000\n");
        assertThat(reader.stackPointer(7, 8)).hasValue(0xffcf1230L);
        for (String other : new String[] {"running\n", "", "-1\n", "7 0x1 0x2\n", "-1 0x 0x\n"}) {
            write("7/task/8/syscall", other);
            assertThat(reader.stackPointer(7, 8)).as(other).isEmpty();
        }
    }

    @Test
    void sumsTheThreadsTimesAndFallsBackToTheProcessesOwn() throws IOException {
        write("7/stat", "7 (x) R 3 4 5 0 -1 0 1 2 3 4 150 25 0 0 20 0 6 0 777\n");
        assertThat(reader.cpuNanos(7)).hasValue(1_750_000_000);
        write("7/task/7/schedstat", "1000 5 2\n");
        assertThat(reader.cpuNanos(7)).hasValue(1_000);
        write("7/task/8/schedstat", "234 5 2\n");
        assertThat(reader.cpuNanos(7)).hasValue(1_234);
    }

    @Test
    void seesAThreadThatWaitsForACpu() throws IOException {
        write("7/task/7/stat", "7 (x) S 3 4 5 0 -1 0 1 2 3 4 150 25 0 0 20 0 6 0 777\n");
        assertThat(reader.hasRunnableThread(7)).isFalse();
        write("7/task/8/stat", "8 (x) S) R 3 4 5 0 -1 0 1 2 3 4 150 25 0 0 20 0 6 0 777\n");
        assertThat(reader.hasRunnableThread(7)).isTrue();
        assertThat(reader.hasRunnableThread(9)).isFalse();
    }

    @Test
    void savesTheRawTextByteForByteWhereverReadsCutItsLines() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 3000; i++) {
            text.append("%x000-%<x800 rw-p 00000000 00:00 0\nRss: %<d kB\n".formatted(i));
        }
        write("7/smaps", text.toString());
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        long[] resident = new long[1];
        assertThat(reader.smaps(7, entry -> resident[0] += entry.bytes(SmapsField.RSS), raw))
                .isTrue();
        assertThat(raw).hasToString(text.toString());
        assertThat(resident[0]).isEqualTo(3000L * 3001 / 2 * 1024);
    }

    @Test
    void findsNothingOfAProcessThatIsNotThere() {
        assertThat(reader.stat(9)).isEmpty();
        assertThat(reader.status(9)).isEmpty();
        assertThat(reader.maps(9, entry -> {})).isFalse();
        assertThat(reader.smapsRollup(9)).isEmpty();
        assertThat(reader.tids(9)).isEmpty();
        assertThat(reader.threadName(9, 9)).isEmpty();
        assertThat(reader.cpuNanos(9)).isEmpty();
        assertThat(reader.stackPointer(9, 9)).isEmpty();
        assertThat(reader.limits(9)).isEmpty();
        assertThat(reader.descriptorCount(9)).isEmpty();
        assertThat(reader.descriptors(9)).isEmpty();
        assertThat(reader.pids()).containsExactly(7);
    }

    @Test
    void survivesAnyBytesInAnyFile() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] alphabet =
                "0123456789abcfx \t\n():-unlimitedkB~\0".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 300; round++) {
            for (String name : new String[] {"stat", "status", "limits", "task/8/syscall"}) {
                byte[] text = new byte[random.nextInt(400)];
                for (int at = 0; at < text.length; at++) {
                    text[at] = alphabet[random.nextInt(alphabet.length)];
                }
                Files.write(root.resolve("7").resolve(name), text);
            }
            try {
                reader.stat(7);
                reader.status(7);
                reader.limits(7);
                reader.stackPointer(7, 8);
            } catch (RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    @Test
    void refusesWorkOnceItIsClosed() {
        reader.close();
        assertThatThrownBy(() -> reader.stat(7)).hasMessageContaining("closed");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(root.resolve(file), text);
    }
}
