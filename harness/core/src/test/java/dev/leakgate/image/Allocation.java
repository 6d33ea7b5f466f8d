package dev.leakgate.image;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Tells how much memory code asks for. */
final class Allocation {

    private Allocation() {}

    /** Gives how many bytes this thread has allocated on the heap so far. */
    static long ofThisThread() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
