package dev.leakgate.linux;

/**
 * Lets this thread go before others while a service stands and waits for it, where we may: on a
 * busy machine the service would else stand as long as we wait for a processor.
 */
final class Urgency implements AutoCloseable {

    private static final int PRIO_PROCESS = 0; /* sys/resource.h; of a thread, on Linux */
    private static final int THIS_THREAD = 0;
    private static final int URGENT = -20;

    private int before;

    /** From now on, until this is closed. */
    void begin() {
        before = LibC.getpriority(PRIO_PROCESS, THIS_THREAD);
        // Without CAP_SYS_NICE it stays as it is.
        LibC.setpriority(PRIO_PROCESS, THIS_THREAD, URGENT);
    }

    @Override
    public void close() {
        LibC.setpriority(PRIO_PROCESS, THIS_THREAD, before);
    }
}
