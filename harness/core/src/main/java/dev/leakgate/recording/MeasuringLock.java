package dev.leakgate.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets only one check on the machine measure at a time, so that parallel builds and forks do not
 * disturb each other's rounds.
 *
 * <p>The lock is the kernel's, on a file for all users; a harness that dies releases it.
 */
public final class MeasuringLock implements AutoCloseable {

    private static final Path FILE = Path.of("/tmp/leakgate.lock");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

    private final FileChannel channel;

    private MeasuringLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @return null when it was not had in time
     */
    public static @Nullable MeasuringLock acquire(Duration atMost) throws InterruptedException {
        return acquire(FILE, atMost);
    }

    static @Nullable MeasuringLock acquire(Path file, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        if (!IN_THIS_JVM.tryLock(atMost.toNanos(), java.util.concurrent.TimeUnit.NANOSECONDS)) {
            return null;
        }
        FileChannel channel = null;
        MeasuringLock lock = null;
        try {
            channel = open(file);
            while (lock == null && System.nanoTime() < deadline) {
                if (tryLock(channel) != null) {
                    lock = new MeasuringLock(channel);
                } else if (Thread.interrupted()) {
                    throw new InterruptedException();
                } else {
                    LockSupport.parkNanos(LOOK_AGAIN.toNanos());
                }
            }
            return lock;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the lock file "
                            + file
                            + " cannot be used ("
                            + e
                            + "); make it writable or remove it",
                    e);
        } finally {
            if (lock == null) {
                release(channel);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another class loader of this JVM has it.
            return null;
        }
    }

    /**
     * Not with CREATE at once: fs.protected_regular forbids that on another user's file in /tmp.
     */
    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            return channel;
        }
    }

    private static void release(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The kernel drops the lock with the descriptor in any case.
        } finally {
            IN_THIS_JVM.unlock();
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        release(channel);
    }
}
