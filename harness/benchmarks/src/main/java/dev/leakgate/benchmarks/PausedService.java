package dev.leakgate.benchmarks;

import dev.leakgate.linux.ChildProcess;
import dev.leakgate.linux.SpawnSpec;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs {@code paused.c}, which measures itself how long it stands still. */
final class PausedService implements AutoCloseable {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int PID = 0;
    private static final int GAP = 8;
    private static final int RESET = 16;
    private static final int COPY_ITSELF = 24;
    private static final int COPIED_IN = 32;
    private static final int PAGE = 4096;

    private final ChildProcess process;
    private final MappedByteBuffer page;

    private PausedService(ChildProcess process, MappedByteBuffer page) {
        this.process = process;
        this.page = page;
    }

    /** Starts it and waits until all its memory is touched. */
    static PausedService start(Path program, int megabytes, int threads)
            throws IOException, InterruptedException {
        Path shared = Files.createTempFile(program.getParent(), "paused", ".page");
        Files.write(shared, new byte[PAGE]);
        Path nowhere = Path.of("/dev/null");
        // Not through the JDK: it would wait on a process that we trace.
        ChildProcess process =
                ChildProcess.start(
                        new SpawnSpec(
                                program,
                                List.of(
                                        program.toString(),
                                        shared.toString(),
                                        Integer.toString(megabytes),
                                        Integer.toString(threads)),
                                Map.of(),
                                null,
                                nowhere,
                                nowhere,
                                List.of()));
        try (FileChannel file =
                FileChannel.open(shared, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer page = file.map(FileChannel.MapMode.READ_WRITE, 0, PAGE);
            page.order(ByteOrder.LITTLE_ENDIAN);
            PausedService service = new PausedService(process, page);
            service.await(PID, false);
            return service;
        }
    }

    int pid() {
        return process.pid();
    }

    /** Does something, and gives the longest time in nanoseconds that the service stood. */
    long longestGapDuring(Comparison.Work work) throws Exception {
        page.putLong(RESET, 1);
        await(RESET, true);
        work.run();
        // A gap is seen when it is over.
        Thread.sleep(20);
        return page.getLong(GAP);
    }

    /** Has the service copy itself, and gives the nanoseconds that the call of the kernel took. */
    long bareFork() throws IOException, InterruptedException {
        page.putLong(COPY_ITSELF, 1);
        await(COPY_ITSELF, true);
        return page.getLong(COPIED_IN);
    }

    private void await(int word, boolean zero) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while ((page.getLong(word) == 0) != zero) {
            if (process.exitStatus().isPresent() || System.nanoTime() - deadline > 0) {
                throw new IOException("the service ended: " + process.exitStatus());
            }
            Thread.sleep(1);
        }
    }

    @Override
    public void close() {
        process.signal(9);
        process.awaitExit(Duration.ofSeconds(10));
        process.forget();
    }
}
