package dev.leakgate.benchmarks;

import dev.leakgate.image.Capture;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.CoreOptions;
import dev.leakgate.image.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Captures one process and writes its core, as a process of its own, and prints what it needed. */
public final class CaptureRun {

    private static final long EACH_MILLIS = 20;

    private CaptureRun() {}

    /** Takes the pid and the core's path; prints in KiB how far RssAnon rose above the start's. */
    public static void main(String[] arguments) throws Exception {
        long start = OwnMemory.anonymousKib();
        AtomicBoolean done = new AtomicBoolean();
        long[] peak = {start};
        Thread watch = new Thread(() -> peak[0] = peakUntil(done));
        watch.start();
        Capture capture = Captures.of(Integer.parseInt(arguments[0]), CaptureMode.FORK);
        if (!(capture instanceof Capture.Taken taken)) {
            throw new IOException(capture.toString());
        }
        try (Image image = taken.image()) {
            CoreFiles.write(image, Path.of(arguments[1]), CoreOptions.ALL);
        }
        done.set(true);
        watch.join();
        System.out.println(peak[0] - start);
    }

    /** The compilers of the JVM give back what they took, so the end alone does not tell. */
    private static long peakUntil(AtomicBoolean done) {
        long peak = 0;
        try {
            while (!done.get()) {
                peak = Math.max(peak, OwnMemory.anonymousKib());
                Thread.sleep(EACH_MILLIS);
            }
            return Math.max(peak, OwnMemory.anonymousKib());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
