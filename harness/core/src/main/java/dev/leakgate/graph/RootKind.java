package dev.leakgate.graph;

/** Says what kind of place can hold a pointer without being held itself. */
public enum RootKind {
    /** The data of an executable or library, with what is read-only after relocation. */
    MODULE_DATA,

    /** A frame of a thread's stack, or the 128 bytes below that calls may use. */
    STACK,

    /** A thread's control block and its static thread-local storage. */
    THREAD_LOCAL,

    /** A register of a thread. */
    REGISTER,

    /** Writable memory that is not malloc's: pools of the program's own, shared memory. */
    MAPPING,

    /** What of a heap could not be walked: whatever it leads to counts as held. */
    UNWALKED,

    /** The kernel: data of an epoll descriptor, a timer. */
    KERNEL
}
