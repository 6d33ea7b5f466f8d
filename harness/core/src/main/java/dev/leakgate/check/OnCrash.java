package dev.leakgate.check;

/** Says how the memory of a service that crashes is kept. */
public enum OnCrash {
    /** By the kernel: its core, where the machine keeps plain ones. */
    CORE,

    /**
     * By tracing the service from its start: for machines that hand cores to a program. The load
     * meets a service that is a little slower, whose interrupted calls answer EINTR more often.
     */
    TRACE
}
