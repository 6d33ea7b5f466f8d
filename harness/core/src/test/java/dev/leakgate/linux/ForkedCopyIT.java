package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies a service that watches itself; its truth stands in frozen.c. */
class ForkedCopyIT {

    /** Which frozen.c ignores (asm/signal.h). */
    private static final int SIGURG = 23;

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    @TempDir Path folder;

    @ParameterizedTest(name = "{0}-bit, {1}")
    @CsvSource({"64, launched", "64, attached", "32, launched", "32, attached"})
    void holdsAllMemoryAndEachThread(int bits, String how) {
        try (Frozen service = start(how, bits, 16, "registers", "c")) {
            try (ForkedCopy copy = service.copy()) {
                service.beatOn();
                assertThat(memoryOf(copy, service)).isEqualTo(service.word(Frozen.WORDS));
                assertThat(copy.threads())
                        .extracting(ThreadState::name)
                        .startsWith(nameOf(service))
                        .contains("ticker", "feeder", "epoll_wait", "sigtimedwait", "msgrcv");
                assertThat(copy.threads())
                        .allSatisfy(thread -> isComplete(thread, bits == 32, copy));
            }
            service.isUnharmed();
            service.hasNoCopy();
        }
    }

    @ParameterizedTest(name = "{0}-bit")
    @CsvSource({"64", "32"})
    void isOfOneMoment(int bits) {
        try (Frozen service = start("attached", bits, 1, "registers", "gb")) {
            long last = 0;
            for (int i = 0; i < 10; i++) {
                try (ForkedCopy copy = service.copy()) {
                    long generation = generationOf(copy, service);
                    assertThat(generation).isGreaterThanOrEqualTo(last);
                    last = generation;
                }
            }
            assertThat(last).as("generations went on meanwhile").isPositive();
            service.isUnharmed();
        }
    }

    @ParameterizedTest(name = "{0}-bit, main thread in {1}")
    @CsvSource({
        "64, epoll_wait",
        "64, futex",
        "64, recv",
        "64, read",
        "64, accept",
        "64, poll",
        "64, ppoll",
        "64, epoll_pwait",
        "64, select",
        "64, sigtimedwait",
        "64, semtimedop",
        "64, msgrcv",
        "64, pipe",
        "64, nanosleep",
        "64, io_uring",
        "32, epoll_wait",
        "32, futex",
        "32, recv",
        "32, read",
        "32, accept",
        "32, poll",
        "32, ppoll",
        "32, epoll_pwait",
        "32, select",
        "32, sigtimedwait",
        "32, semtimedop",
        "32, msgrcv",
        "32, pipe",
        "32, nanosleep",
        "32, io_uring",
    })
    void isNotSeenByACallOfTheThreadThatForks(int bits, String call) {
        try (Frozen service = start("attached", bits, 1, call, "-")) {
            for (int i = 0; i < 5; i++) {
                service.copy().close();
            }
            service.isUnharmed();
            service.hasNoCopy();
        }
    }

    @ParameterizedTest(name = "{0}-bit, storms {1}")
    @CsvSource({"64, cs", "64, t", "64, f", "64, v", "64, cgstfvb", "32, cgstfvb"})
    void standsStormsOfSignalsThreadsAndForks(int bits, String storms) {
        try (Frozen service = start("attached", bits, 4, "epoll_wait", storms)) {
            for (int i = 0; i < 15; i++) {
                try (ForkedCopy copy = service.copy()) {
                    assertThat(memoryOf(copy, service)).isEqualTo(service.word(Frozen.WORDS));
                }
            }
            service.isUnharmed();
            service.hasNoCopy();
        }
    }

    /**
     * The kernel does not throw away a signal that all ignore while its receiver is traced; it
     * wakes any thread for it, and must find none that would notice.
     */
    @ParameterizedTest(name = "{0}-bit")
    @CsvSource({"64", "32"})
    void hidesThatIgnoredSignalsAreHeardWhileItIsTraced(int bits) throws Exception {
        try (Frozen service = start("attached", bits, 1, "epoll_wait", "c")) {
            AtomicBoolean done = new AtomicBoolean();
            Thread sender = new Thread(() -> sendUntil(done, service.pid()), "sender");
            sender.start();
            try {
                for (int i = 0; i < 15; i++) {
                    service.copy().close();
                }
            } finally {
                done.set(true);
                sender.join();
            }
            service.isUnharmed();
            service.hasNoCopy();
        }
    }

    private static void sendUntil(AtomicBoolean done, int pid) {
        while (!done.get()) {
            Kernel.kill(pid, SIGURG);
            LockSupport.parkNanos(20_000);
        }
    }

    @Test
    void leavesTheExitStatusOfAServiceThatEndsMeanwhile() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Path nowhere = Path.of("/dev/null");
        int copies = 0;
        for (int i = 0; i < 30; i++) {
            String command = "sleep 0.0" + (10 + random.nextInt(80)) + "; exit 3";
            ChildProcess service =
                    ChildProcess.start(
                            new SpawnSpec(
                                    Path.of("/bin/sh"),
                                    List.of("sh", "-c", command),
                                    Map.of("PATH", "/usr/bin:/bin"),
                                    null,
                                    nowhere,
                                    nowhere,
                                    List.of()));
            boolean runs = true;
            while (runs) {
                try {
                    ForkedCopy.of(service.pid()).close();
                    copies++;
                } catch (CaptureRefusedException ended) {
                    runs = service.exitStatus().isEmpty();
                }
            }
            assertThat(service.awaitExit(Frozen.LONG)).contains(new ExitStatus.Exited(3));
            service.forget();
        }
        assertThat(copies).isPositive();
    }

    private Frozen start(String how, int bits, int megabytes, String main, String storms) {
        return how.equals("launched")
                ? Frozen.launch(folder, bits, megabytes, main, storms)
                : Frozen.attach(folder, bits, megabytes, main, storms);
    }

    private static String nameOf(Frozen service) {
        try (ProcReader proc = new ProcReader()) {
            return proc.stat(service.pid()).orElseThrow().comm();
        }
    }

    private static void isComplete(ThreadState thread, boolean is32, ForkedCopy copy) {
        assertThat(thread.is32()).isEqualTo(is32);
        assertThat(thread.registers()).hasSize(27);
        assertThat(thread.fpregset()).hasSize(is32 ? 108 : 512);
        assertThat(thread.xstate()).hasSizeGreaterThanOrEqualTo(576);
        assertThat(thread.tls()).hasSize(is32 ? 48 : 0);
        assertThat(thread.xfpregs()).hasSize(is32 ? 512 : 0);
        try (ProcMemory memory = ProcMemory.open(copy.pid()).orElseThrow()) {
            long sp = thread.registers()[UserRegs.SP / Long.BYTES];
            assertThat(memory.read(sp, ByteBuffer.allocate(8))).as("stack at %x", sp).isEqualTo(8);
        }
    }

    /** Counts the words that hold what they should. */
    private static long memoryOf(ForkedCopy copy, Frozen service) {
        long words = service.word(Frozen.WORDS);
        ByteBuffer bytes =
                ByteBuffer.allocateDirect((int) words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (ProcMemory memory = ProcMemory.open(copy.pid()).orElseThrow()) {
            memory.read(service.word(Frozen.MEMORY), bytes);
        }
        long right = 0;
        for (int i = 0; i < bytes.position() / Long.BYTES; i++) {
            right += bytes.getLong(i * Long.BYTES) == (i + 1) * GOLDEN ? 1 : 0;
        }
        return right;
    }

    /** Asserts that the pages are a prefix of one generation and a suffix of the one before. */
    private static long generationOf(ForkedCopy copy, Frozen service) {
        long[] pages = new long[Frozen.PAGE_COUNT];
        try (ProcMemory memory = ProcMemory.open(copy.pid()).orElseThrow()) {
            for (int i = 0; i < pages.length; i++) {
                ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
                memory.read(service.word(Frozen.PAGES) + i * 4096L, word);
                pages[i] = word.getLong(0);
            }
        }
        int border = 0;
        while (border < pages.length && pages[border] == pages[0]) {
            border++;
        }
        for (int i = border; i < pages.length; i++) {
            assertThat(pages[i]).as("page %d, border at %d", i, border).isEqualTo(pages[0] - 1);
        }
        return pages[0];
    }
}
