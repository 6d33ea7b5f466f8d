package dev.leakgate.image;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.units.WordSize;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads what /proc tells of the threads of a process that goes on: names, and the stack pointers of
 * those that wait.
 *
 * <p>Two files a thread, 8 µs each in the kernel: with thousands of threads that is the most that a
 * look at stacks does, so it is done by several at once.
 */
final class LiveThreads {

    /** So many are read in less time than another thread takes to start. */
    private static final int FEW = 64;

    /** Behind that the kernel's locks are what takes the time. */
    private static final int MOST_AT_ONCE = 4;

    private final int pid;
    private final WordSize wordSize;
    private final List<CompletableFuture<List<ImageThread>>> parts = new ArrayList<>();

    private LiveThreads(int pid, WordSize wordSize) {
        this.pid = pid;
        this.wordSize = wordSize;
    }

    /** Begins to read, while the caller reads other things. */
    static LiveThreads begin(int pid, WordSize wordSize, ProcReader proc) {
        LiveThreads threads = new LiveThreads(pid, wordSize);
        List<Integer> tids = proc.tids(pid);
        int atOnce = Math.min(Runtime.getRuntime().availableProcessors(), MOST_AT_ONCE);
        if (tids.size() <= FEW || atOnce == 1) {
            threads.parts.add(CompletableFuture.completedFuture(threads.read(tids, proc)));
            return threads;
        }
        int size = (tids.size() + atOnce - 1) / atOnce;
        for (int from = 0; from < tids.size(); from += size) {
            List<Integer> part = tids.subList(from, Math.min(tids.size(), from + size));
            threads.parts.add(CompletableFuture.supplyAsync(() -> threads.readAlone(part)));
        }
        return threads;
    }

    /** Lists them by number; one that ended meanwhile has no stack pointer, and maybe no name. */
    List<ImageThread> all() {
        List<ImageThread> threads = new ArrayList<>();
        try {
            parts.forEach(part -> threads.addAll(part.join()));
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
        return threads;
    }

    private List<ImageThread> readAlone(List<Integer> tids) {
        try (ProcReader proc = new ProcReader()) {
            return read(tids, proc);
        }
    }

    private List<ImageThread> read(List<Integer> tids, ProcReader proc) {
        int sp = Registers.names(wordSize).indexOf(wordSize == WordSize.BITS_64 ? "rsp" : "esp");
        List<ImageThread> threads = new ArrayList<>(tids.size());
        for (int tid : tids) {
            long[] values = new long[Registers.count(wordSize)];
            values[sp] = proc.stackPointer(pid, tid).orElse(0);
            threads.add(
                    ImageThread.of(
                            tid,
                            proc.threadName(pid, tid).orElse(""),
                            Registers.of(wordSize, values),
                            ThreadStatus.UNKNOWN,
                            List.of()));
        }
        return threads;
    }
}
