package dev.leakgate.stack;

import dev.leakgate.image.Image;
import java.nio.ByteBuffer;

/**
 * Finds the high-water mark of a stack: how far down it was ever written.
 *
 * <p>Which pages are resident is not enough: a huge page comes whole, whoever reads memory that was
 * never touched makes pages of zeros resident, and a core of the kernel's or of gdb's holds all
 * pages. So the mark is the lowest page that has anything in it. A call writes its return address:
 * below it there can be no frames, but at most a buffer full of zeros.
 */
final class TouchedPages {

    private static final long PAGE = 4096;
    private static final int WINDOW = 256 << 10;

    private final Image image;
    private final ByteBuffer window = ByteBuffer.allocateDirect(WINDOW);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(WINDOW);

    TouchedPages(Image image) {
        this.image = image;
    }

    /** Returns the bytes from the end down to the mark, whole pages; 0 when nothing was written. */
    long of(long start, long end) {
        long at = image.nextData(start, end);
        while (Long.compareUnsigned(at, end) < 0) {
            // Most have something in the first page; where the data ends need not be asked then.
            long next = Math.min(at + PAGE, end);
            long lowest = lowestNotZero(at, next);
            if (lowest == next) {
                next = image.nextHole(at, end);
                lowest = lowestNotZero(at, next);
            }
            if (lowest != next) {
                return end - lowest;
            }
            at = image.nextData(next, end);
        }
        return 0;
    }

    private long lowestNotZero(long from, long end) {
        long at = from;
        while (Long.compareUnsigned(at, end) < 0) {
            int wanted = (int) Math.min(WINDOW, end - at);
            window.clear().limit(wanted);
            int read = image.read(at, window);
            int written = window.clear().limit(read).mismatch(zeros.clear().limit(read));
            if (written >= 0) {
                return (at + written) & -PAGE;
            }
            // What cannot be read, such as a guard within, was not written.
            at += read == wanted ? wanted : (read & -PAGE) + PAGE;
        }
        return Math.min(at, end);
    }
}
