package dev.leakgate.graph;

/** Says where a word lies from which the program can go on. */
public enum RootKind {
    /** Writable data of an executable or library, that which became read-only included. */
    MODULE,
    /** The part of a thread's stack that is in use, with the thread's own variables. */
    STACK,
    /** A register of a thread. */
    REGISTER,
    /** Other memory that is written to: pools, shared memory, thread-local storage. */
    MAPPING,
    /** The kernel, which gives the word back: epoll, timers. */
    KERNEL,
    /** A part of a heap that could not be walked, so that nothing is known of it. */
    UNWALKED
}
