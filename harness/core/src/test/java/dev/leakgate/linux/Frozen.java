package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.testing.NativePrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Runs {@code frozen.c}, the service that watches itself, and reads what it saw. */
public final class Frozen implements AutoCloseable {

    private static final int ATTEMPTS = 20;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

    public static final Duration LONG = Duration.ofSeconds(30);

    /* The words of its page. */
    public static final int BEATS = 1;
    public static final int LONGEST_GAP = 2;
    public static final int RESET = 3;
    public static final int WRONG_CALLS = 4;
    public static final int LAST_WRONG = 5;
    public static final int WRONG_VALUES = 6;
    public static final int WRONG_MASKS = 7;
    public static final int WRONG_STACKS = 8;
    public static final int COPIES = 9;
    public static final int RIGHT_CALLS = 10;
    public static final int SIGNALS = 11;
    public static final int BIRTHS = 12;
    public static final int TICKS = 13;
    public static final int GENERATION = 14;
    public static final int PAGES = 15;
    public static final int MEMORY = 16;
    public static final int WORDS = 17;
    public static final int CALLS = 19;

    public static final int PAGE_COUNT = 2000;

    private static final Path NOWHERE = Path.of("/dev/null");

    private final ChildProcess root;
    private final MappedByteBuffer page;
    private final int pid;
    private final ProcReader proc = new ProcReader();

    private Frozen(ChildProcess root, MappedByteBuffer page, int pid) {
        this.root = root;
        this.page = page;
        this.pid = pid;
    }

    public static Path program(int bits) {
        return bits == 32
                ? NativePrograms.build("frozen.c", "-m32", "-msse2")
                : NativePrograms.build("frozen.c");
    }

    /** Starts it as our own child, as a service that was launched is. */
    public static Frozen launch(Path folder, int bits, int megabytes, String main, String storms) {
        Path shared = folder.resolve("page-" + System.nanoTime());
        return start(
                shared,
                List.of(program(bits).toString(), shared.toString(), "" + megabytes, main, storms));
    }

    /** Starts it behind a shell, so that somebody else is its parent. */
    public static Frozen attach(Path folder, int bits, int megabytes, String main, String storms) {
        Path shared = folder.resolve("page-" + System.nanoTime());
        String command =
                String.format(
                        "%s %s %d %s %s & wait", program(bits), shared, megabytes, main, storms);
        return start(shared, List.of("/bin/sh", "-c", command));
    }

    private static Frozen start(Path shared, List<String> argv) {
        ChildProcess root =
                ChildProcess.start(
                        new SpawnSpec(
                                Path.of(argv.get(0)),
                                argv,
                                Map.of("PATH", "/usr/bin:/bin"),
                                null,
                                NOWHERE,
                                NOWHERE,
                                List.of()));
        try {
            await("the service's page", () -> shared.toFile().length() >= 4096);
            try (FileChannel file =
                    FileChannel.open(shared, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                MappedByteBuffer page = file.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
                page.order(ByteOrder.LITTLE_ENDIAN);
                await("the service to be ready", () -> page.getLong(0) != 0);
                return new Frozen(root, page, (int) page.getLong(0));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    public int pid() {
        return pid;
    }

    /** Copies it; again when a thread stops late, as on a machine that is short of processors. */
    ForkedCopy copy() {
        for (int attempt = 1; ; attempt++) {
            try {
                return ForkedCopy.of(pid);
            } catch (CaptureRefusedException late) {
                if (attempt == ATTEMPTS) {
                    throw late;
                }
                assertThat(late).hasMessageContaining("did not stop within");
                // Until it has stopped, late, and was let go, the next try ends at once.
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        }
    }

    public long word(int index) {
        return page.getLong(index * Long.BYTES);
    }

    public void set(int index, long value) {
        page.putLong(index * Long.BYTES, value);
    }

    /** Waits until the main thread and a thread in each call have come round again. */
    public void beatOn() {
        long[] before = new long[24];
        for (int i = 0; i < before.length; i++) {
            before[i] = word(CALLS + i);
        }
        long beats = word(BEATS);
        await("the service to go on", () -> word(BEATS) > beats + 1);
        for (int i = 0; i < before.length; i++) {
            int call = CALLS + i;
            long seen = before[i];
            if (seen > 0) {
                await("call " + i + " to come back", () -> word(call) > seen);
            }
        }
    }

    /** Asserts that it runs, untraced, and saw nothing that it should not have seen. */
    public void isUnharmed() {
        beatOn();
        assertThat(word(WRONG_CALLS))
                .as(
                        "calls that failed, the last one %d with errno %d",
                        word(LAST_WRONG) >>> 32, word(LAST_WRONG) & 0xffff)
                .isZero();
        assertThat(word(WRONG_VALUES)).as("registers that changed").isZero();
        assertThat(word(WRONG_MASKS)).as("signal masks that changed").isZero();
        assertThat(word(WRONG_STACKS)).as("alternate stacks that changed").isZero();
        assertThat(word(COPIES)).as("beats of a second copy").isZero();
        for (int tid : proc.tids(pid)) {
            ProcStatus status =
                    StatusParser.read(
                            new ProcFile(), Path.of("/proc/" + pid + "/task/" + tid + "/status"));
            if (status != null) {
                assertThat(status.state()).as("state of thread %d", tid).isNotIn('T', 't');
                assertThat(status.tracerPid().orElse(0)).as("tracer of %d", tid).isZero();
            }
        }
    }

    /** Asserts that no copy of it is left, running or not. */
    public void hasNoCopy() {
        assertThat(LeftoverCopies.of(pid, proc)).as("copies not reaped").isEmpty();
        String name = proc.stat(pid).orElseThrow().comm();
        for (int other : proc.pids()) {
            proc.stat(other)
                    .filter(stat -> stat.ppid() == pid && stat.comm().equals(name))
                    .ifPresent(stat -> assertThat(stat).as("copies").isNull());
        }
    }

    /** Stops it, when it has not ended. */
    @Override
    public void close() {
        root.signalGroup(Signal.SIGKILL);
        root.awaitExit(LONG);
        root.forget();
        proc.close();
    }
}
